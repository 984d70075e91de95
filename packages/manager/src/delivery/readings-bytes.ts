import type { NamedColumns, NamedLayout } from "@ven/core";
import type { Scratch } from "./scratch.ts";

/** What an outbox entry of readings is called in its `kind`. */
export const READINGS_KIND = "readings/1";

/** Readings of one VEN as an entry keeps them: some rows of a layout. */
export interface KeptReadings {
  /** As long as the layout; `NaN` in rows that are not kept. */
  readonly columns: NamedColumns;
  /** The rows that are kept, ascending. */
  readonly rows: Uint32Array;
}

/*
 * The bytes: a head of 16 - what is in them (4), how many rows (4), the instant that all share (8) -
 * then, where they are needed, an instant per row (8 each), the power (8, 4 or 2 each) and the rows (4
 * each), with as many zeros behind each of these as make it a multiple of 8. Numbers are little-endian,
 * as on every machine that runs Node.
 */
const HEAD_BYTES = 16;
const OWN_INSTANTS = 1;
/** As whole tenths of a watt, which is how meters show it; else as it is. */
const POWER_IN_TENTHS = 2;
const SOME_ROWS = 4;
/** The tenths take 2 bytes each: up to 3.2 kW, as most loads of a building do. */
const SHORT_TENTHS = 8;
const ANY = OWN_INSTANTS | POWER_IN_TENTHS | SOME_ROWS | SHORT_TENTHS;
const MOST_TENTHS = 2_147_483_647;
const MOST_SHORT_TENTHS = 32_767;

/**
 * Writes down rows of columns: 2, 4 or 8 bytes a reading where they are of one instant.
 *
 * @param scratch - where the bytes are then; else they are the caller's own
 */
export function encodeReadings({ columns, rows }: KeptReadings, scratch?: Scratch): Uint8Array {
  const { layout, timestampMs, powerW } = columns;
  const count = rows.length;
  const atMs = timestampMs[rows[0] ?? 0] ?? 0;
  const contents =
    (sharesInstant(timestampMs, rows, atMs) ? 0 : OWN_INSTANTS) |
    powerContents(powerW, rows) |
    (count === layout.rowCount ? 0 : SOME_ROWS);
  const byteLength = byteLengthOf(contents, count);
  const bytes = scratch?.bytes(byteLength).fill(0) ?? new Uint8Array(byteLength);
  const { buffer, byteOffset } = bytes;
  const head = new Uint32Array(buffer, byteOffset, 2);
  head[0] = contents;
  head[1] = count;
  new Float64Array(buffer, byteOffset + 8, 1)[0] = atMs;
  const { instants, power, rows: kept } = partsOf(bytes, contents, count);
  if (instants !== undefined) copyRows(timestampMs, rows, instants);
  if (power instanceof Float64Array) {
    copyRows(powerW, rows, power);
  } else {
    for (let position = 0; position < count; position += 1) {
      power[position] = Math.round((powerW[rows[position] ?? 0] ?? 0) * 10);
    }
  }
  kept?.set(rows);
  return bytes;
}

/**
 * Reads what {@link encodeReadings} wrote.
 *
 * @param scratch - where the columns are then; else they are the caller's own
 * @returns `undefined` if the bytes do not fit the layout
 */
export function decodeReadings(
  bytes: Uint8Array,
  layout: NamedLayout,
  scratch?: Scratch,
): KeptReadings | undefined {
  if (bytes.byteLength < HEAD_BYTES) return undefined;
  // Typed arrays must begin at a multiple of their size; a `slice` of a Buffer would be no copy.
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
  const { buffer, byteOffset } = aligned;
  const [contents = 0, count = 0] = new Uint32Array(buffer, byteOffset, 2);
  if ((contents & ~ANY) !== 0) return undefined;
  if (bytes.byteLength !== byteLengthOf(contents, count)) return undefined;
  const isWhole = (contents & SOME_ROWS) === 0;
  if (count > layout.rowCount || (isWhole && count !== layout.rowCount)) return undefined;
  const atMs = new Float64Array(buffer, byteOffset + 8, 1)[0] ?? 0;
  const { instants, power, rows = allRows(count) } = partsOf(aligned, contents, count);
  const perWatt = (contents & POWER_IN_TENTHS) === 0 ? 1 : 10;
  if (!isWhole && !areRowsOf(layout, rows)) return undefined;
  const { rowCount } = layout;
  const timestampMs = scratch?.numbers(rowCount) ?? new Float64Array(rowCount);
  const powerW = scratch?.numbers(rowCount) ?? new Float64Array(rowCount);
  if (isWhole) {
    for (let row = 0; row < count; row += 1) powerW[row] = (power[row] ?? Number.NaN) / perWatt;
    if (instants === undefined) timestampMs.fill(atMs);
    else timestampMs.set(instants);
  } else {
    timestampMs.fill(0);
    powerW.fill(Number.NaN);
    for (let position = 0; position < count; position += 1) {
      const row = rows[position] ?? 0;
      powerW[row] = (power[position] ?? Number.NaN) / perWatt;
      timestampMs[row] = instants?.[position] ?? atMs;
    }
  }
  return { columns: { layout, timestampMs, powerW }, rows };
}

let manyRows = new Uint32Array(0);
let lastRows = manyRows;

/** Rows 0 to count - 1, to be read alone: all who ask have the same. */
export function allRows(count: number): Uint32Array {
  if (count > manyRows.length) manyRows = Uint32Array.from({ length: count }, (_, row) => row);
  if (lastRows.length !== count) lastRows = manyRows.subarray(0, count);
  return lastRows;
}

/** Whether they are rows of the layout, each once and ascending. */
function areRowsOf({ rowCount }: NamedLayout, rows: Uint32Array): boolean {
  let last = -1;
  for (const row of rows) {
    if (row <= last) return false;
    last = row;
  }
  return last < rowCount;
}

function byteLengthOf(contents: number, count: number): number {
  const hasInstants = (contents & OWN_INSTANTS) !== 0;
  const hasRows = (contents & SOME_ROWS) !== 0;
  return (
    HEAD_BYTES +
    (hasInstants ? 8 * count : 0) +
    padded(bytesOfPower(contents) * count) +
    (hasRows ? padded(4 * count) : 0)
  );
}

function bytesOfPower(contents: number): 2 | 4 | 8 {
  if ((contents & POWER_IN_TENTHS) === 0) return 8;
  return (contents & SHORT_TENTHS) === 0 ? 4 : 2;
}

function padded(byteLength: number): number {
  return Math.ceil(byteLength / 8) * 8;
}

/** What follows the head, as it is in memory. */
function partsOf({ buffer, byteOffset }: Uint8Array, contents: number, count: number) {
  let offset = byteOffset + HEAD_BYTES;
  let instants: Float64Array | undefined;
  if ((contents & OWN_INSTANTS) !== 0) {
    instants = new Float64Array(buffer, offset, count);
    offset += 8 * count;
  }
  const power = powerOf(buffer, offset, count, contents);
  offset += padded(power.byteLength);
  const hasRows = (contents & SOME_ROWS) !== 0;
  return { instants, power, rows: hasRows ? new Uint32Array(buffer, offset, count) : undefined };
}

function powerOf(buffer: ArrayBufferLike, offset: number, count: number, contents: number) {
  switch (bytesOfPower(contents)) {
    case 2:
      return new Int16Array(buffer, offset, count);
    case 4:
      return new Int32Array(buffer, offset, count);
    case 8:
      return new Float64Array(buffer, offset, count);
  }
}

function sharesInstant(timestampMs: Float64Array, rows: Uint32Array, atMs: number): boolean {
  for (let position = 0; position < rows.length; position += 1) {
    if (timestampMs[rows[position] ?? 0] !== atMs) return false;
  }
  return true;
}

/** How short every power can be told, to the last bit. */
function powerContents(powerW: Float64Array, rows: Uint32Array): number {
  let most = 0;
  for (let position = 0; position < rows.length; position += 1) {
    const valueW = powerW[rows[position] ?? 0] ?? Number.NaN;
    const tenths = Math.round(valueW * 10);
    if (tenths / 10 !== valueW) return 0;
    if (tenths === 0 && Object.is(valueW, -0)) return 0;
    most = Math.max(most, Math.abs(tenths));
  }
  if (most > MOST_TENTHS) return 0;
  return most > MOST_SHORT_TENTHS ? POWER_IN_TENTHS : POWER_IN_TENTHS | SHORT_TENTHS;
}

function copyRows(from: Float64Array, rows: Uint32Array, to: Float64Array): void {
  for (let position = 0; position < rows.length; position += 1) {
    to[position] = from[rows[position] ?? 0] ?? Number.NaN;
  }
}
