import type { NamedColumns, NamedLayout } from "@ven/core";

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
 * then, where they are needed, an instant per row (8 each) and the power (8 or 4 each) and the rows (4
 * each). Numbers are little-endian, as on every machine that runs Node.
 */
const HEAD_BYTES = 16;
const OWN_INSTANTS = 1;
/** As whole tenths of a watt, which is how meters show it; else as it is. */
const POWER_IN_TENTHS = 2;
const SOME_ROWS = 4;
const ANY = OWN_INSTANTS | POWER_IN_TENTHS | SOME_ROWS;
const MOST_TENTHS = 2_147_483_647;

/** Writes down rows of columns: 4 or 8 bytes a reading where they are of one instant. */
export function encodeReadings({ columns, rows }: KeptReadings): Uint8Array {
  const { layout, timestampMs, powerW } = columns;
  const count = rows.length;
  const atMs = timestampMs[rows[0] ?? 0] ?? 0;
  const contents =
    (sharesInstant(timestampMs, rows, atMs) ? 0 : OWN_INSTANTS) |
    (areTenths(powerW, rows) ? POWER_IN_TENTHS : 0) |
    (count === layout.rowCount ? 0 : SOME_ROWS);
  const bytes = newBytes(HEAD_BYTES + count * bytesPerRow(contents));
  const { buffer, byteOffset } = bytes;
  const head = new Uint32Array(buffer, byteOffset, 2);
  head[0] = contents;
  head[1] = count;
  new Float64Array(buffer, byteOffset + 8, 1)[0] = atMs;
  let offset = byteOffset + HEAD_BYTES;
  if ((contents & OWN_INSTANTS) !== 0) {
    copyRows(timestampMs, rows, new Float64Array(buffer, offset, count));
    offset += 8 * count;
  }
  if ((contents & POWER_IN_TENTHS) !== 0) {
    const tenths = new Int32Array(buffer, offset, count);
    for (let position = 0; position < count; position += 1) {
      tenths[position] = Math.round((powerW[rows[position] ?? 0] ?? 0) * 10);
    }
    offset += 4 * count;
  } else {
    copyRows(powerW, rows, new Float64Array(buffer, offset, count));
    offset += 8 * count;
  }
  if ((contents & SOME_ROWS) !== 0) new Uint32Array(buffer, offset, count).set(rows);
  return bytes;
}

/**
 * Reads what {@link encodeReadings} wrote.
 *
 * @returns `undefined` if the bytes do not fit the layout
 */
export function decodeReadings(bytes: Uint8Array, layout: NamedLayout): KeptReadings | undefined {
  if (bytes.byteLength < HEAD_BYTES) return undefined;
  // Typed arrays must begin at a multiple of their size; a `slice` of a Buffer would be no copy.
  const { buffer, byteOffset } = bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes);
  const [contents = 0, count = 0] = new Uint32Array(buffer, byteOffset, 2);
  if ((contents & ~ANY) !== 0) return undefined;
  const isWhole = (contents & SOME_ROWS) === 0;
  if (bytes.byteLength !== HEAD_BYTES + count * bytesPerRow(contents)) return undefined;
  if (count > layout.rowCount || (isWhole && count !== layout.rowCount)) return undefined;
  const atMs = new Float64Array(buffer, byteOffset + 8, 1)[0] ?? 0;
  let offset = byteOffset + HEAD_BYTES;
  let instants: Float64Array | undefined;
  if ((contents & OWN_INSTANTS) !== 0) {
    instants = new Float64Array(buffer, offset, count);
    offset += 8 * count;
  }
  const inTenths = (contents & POWER_IN_TENTHS) !== 0;
  const power = inTenths
    ? new Int32Array(buffer, offset, count)
    : new Float64Array(buffer, offset, count);
  const perWatt = inTenths ? 10 : 1;
  offset += power.byteLength;
  const rows = isWhole ? allRows(count) : new Uint32Array(buffer, offset, count);
  if (!isWhole && !areRowsOf(layout, rows)) return undefined;
  const timestampMs = new Float64Array(layout.rowCount);
  const powerW = new Float64Array(layout.rowCount);
  if (isWhole) {
    for (let row = 0; row < count; row += 1) powerW[row] = (power[row] ?? Number.NaN) / perWatt;
    if (instants === undefined) timestampMs.fill(atMs);
    else timestampMs.set(instants);
  } else {
    powerW.fill(Number.NaN);
    for (let position = 0; position < count; position += 1) {
      const row = rows[position] ?? 0;
      powerW[row] = (power[position] ?? Number.NaN) / perWatt;
      timestampMs[row] = instants?.[position] ?? atMs;
    }
  }
  return { columns: { layout, timestampMs, powerW }, rows };
}

/** Rows 0 to count - 1. */
export function allRows(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 0; row < count; row += 1) rows[row] = row;
  return rows;
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

function bytesPerRow(contents: number): number {
  return (
    ((contents & OWN_INSTANTS) !== 0 ? 8 : 0) +
    ((contents & POWER_IN_TENTHS) !== 0 ? 4 : 8) +
    ((contents & SOME_ROWS) !== 0 ? 4 : 0)
  );
}

function sharesInstant(timestampMs: Float64Array, rows: Uint32Array, atMs: number): boolean {
  for (let position = 0; position < rows.length; position += 1) {
    if (timestampMs[rows[position] ?? 0] !== atMs) return false;
  }
  return true;
}

/** Whether every power can be told by whole tenths of a watt, to the last bit. */
function areTenths(powerW: Float64Array, rows: Uint32Array): boolean {
  for (let position = 0; position < rows.length; position += 1) {
    const valueW = powerW[rows[position] ?? 0] ?? Number.NaN;
    const tenths = Math.round(valueW * 10);
    if (tenths / 10 !== valueW || Math.abs(tenths) > MOST_TENTHS) return false;
    if (tenths === 0 && Object.is(valueW, -0)) return false;
  }
  return true;
}

/** Room that others' bytes lie beside, as memory of its own for each entry is dear. */
function newBytes(byteLength: number): Uint8Array {
  const pooled = Buffer.allocUnsafe(byteLength);
  return pooled.byteOffset % 8 === 0 ? pooled : new Uint8Array(byteLength);
}

function copyRows(from: Float64Array, rows: Uint32Array, to: Float64Array): void {
  for (let position = 0; position < rows.length; position += 1) {
    to[position] = from[rows[position] ?? 0] ?? Number.NaN;
  }
}
