import { InvalidValueError, type NamedColumns } from "@ven/core";
import type { LinePrefixes } from "./line-prefixes.ts";
import { MAX_NUMBER_BYTES, writeNumber } from "./write-number.ts";

/** Latest instant that InfluxDB can hold, and before 1970 the earliest, whole epoch ms. */
export const MAX_INSTANT_MS = 9_223_372_036_854;

/** Bytes from which on lines go into the next part. */
export const PART_BYTES: number = 4 * 1_048_576;

/**
 * Readings as line protocol, in parts of about 4 MiB at most; missing ones are passed over.
 *
 * @param prefixes - what the lines of the columns' layout begin with
 * @param isDelivered - whether the VTN has the readings
 * @throws {InvalidValueError} if a power is infinite, or a time is one that InfluxDB cannot hold
 */
export function encodeLines(
  columns: NamedColumns,
  prefixes: LinePrefixes,
  isDelivered: boolean,
): Uint8Array[] {
  const { layout, powerW, timestampMs } = columns;
  const parts: Uint8Array[] = [];
  // Instants have at most 14 characters.
  const maxLineEnd = 16 + MAX_NUMBER_BYTES + (isDelivered ? DELIVERED.length : 0);
  const bytes = Buffer.allocUnsafe(prefixes.byteCount + layout.rowCount * maxLineEnd);
  let instantMs = Number.NaN;
  let lineEnd: Uint8Array = bytes;
  let begin = 0;
  let at = 0;
  for (let row = 0; row < layout.rowCount; row += 1) {
    const power = powerW[row];
    const prefix = prefixes.ofRow[row];
    if (power === undefined || prefix === undefined || Number.isNaN(power)) continue;
    if (timestampMs[row] !== instantMs) {
      instantMs = checkInstant(timestampMs[row]);
      lineEnd = Buffer.from(`${isDelivered ? DELIVERED : ""} ${instantMs}\n`);
    }
    bytes.set(prefix, at);
    at = writeNumber(bytes, at + prefix.length, checkPower(power));
    bytes.set(lineEnd, at);
    at += lineEnd.length;
    if (at - begin < PART_BYTES) continue;
    parts.push(bytes.subarray(begin, at));
    begin = at;
  }
  if (at > begin) parts.push(bytes.subarray(begin, at));
  return parts;
}

const DELIVERED = ",delivered=true";

function checkInstant(timestampMs: number | undefined): number {
  const isKnown = Number.isInteger(timestampMs) && Math.abs(timestampMs ?? 0) <= MAX_INSTANT_MS;
  if (timestampMs !== undefined && isKnown) return timestampMs;
  throw new InvalidValueError(
    "timestampMs",
    timestampMs,
    "give whole epoch ms of the years 1678 to 2262",
  );
}

function checkPower(powerW: number): number {
  if (Math.abs(powerW) < Number.POSITIVE_INFINITY) return powerW;
  throw new InvalidValueError("powerW", powerW, "give finite W, or NaN where a reading is missing");
}
