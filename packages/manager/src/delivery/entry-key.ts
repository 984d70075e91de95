import { createHash } from "node:crypto";
import type { KeptReadings } from "./readings-bytes.ts";

/** How much of a digest tells entries of one VEN and instant apart. */
const DIGEST_LENGTH = 16;

/**
 * What the outbox tells an entry by: the same readings have the same key, in every process. What a VEN
 * has of one instant may come up in several entries, as some of its meters are later than others.
 *
 * @param atMs - the latest instant of the rows, epoch ms
 * @param layoutKey - what tells the layout; left out where it says nothing, as a VEN's ticks have one
 */
export function entryKey(
  { columns, rows }: KeptReadings,
  atMs: number,
  layoutKey: string | undefined,
): string {
  const { layout, timestampMs } = columns;
  const instant = `${layout.venId}/${Math.floor(atMs)}`;
  const isShared = shareInstant(timestampMs, rows, atMs);
  const isWhole = rows.length === layout.rowCount && isShared;
  if (isWhole && layoutKey === undefined) return instant;
  const hash = createHash("sha256").update(layoutKey ?? "");
  if (!isWhole) hash.update(bytesOf(rows));
  if (!isShared) hash.update(bytesOf(Float64Array.from(rows, (row) => timestampMs[row] ?? 0)));
  return `${instant}/${hash.digest("base64url").slice(0, DIGEST_LENGTH)}`;
}

/** The latest instant of some rows, epoch ms. */
export function latestOf({ columns, rows }: KeptReadings): number {
  const { timestampMs } = columns;
  let latestMs = Number.NEGATIVE_INFINITY;
  for (let position = 0; position < rows.length; position += 1) {
    latestMs = Math.max(latestMs, timestampMs[rows[position] ?? 0] ?? latestMs);
  }
  return latestMs;
}

function shareInstant(timestampMs: Float64Array, rows: Uint32Array, atMs: number): boolean {
  for (let position = 0; position < rows.length; position += 1) {
    if (timestampMs[rows[position] ?? 0] !== atMs) return false;
  }
  return true;
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
