import type { Dataset } from "h5wasm/node";
import type { BadRows } from "./bad-rows.ts";
import type { PowerSeries } from "./power-series.ts";
import { ReplayFormatError } from "./replay-format-error.ts";

/** Rows that are read at once: 1 MB. */
const SLICE_ROWS = 65_536;
const LATEST_UNIX_S = 253_402_300_799;

/** A data set within a file, for errors. */
export interface DatasetPlace {
  readonly file: string;
  /** Path within the file. */
  readonly column: string;
}

/**
 * Reads a data set of rows [unix seconds, W], slice by slice.
 *
 * @param sharedAtMs - instants of another data set, which are given back if these are the same
 * @throws {ReplayFormatError} naming data set, row and value, unless such rows are skipped
 */
export function readPowerRows(
  place: DatasetPlace,
  power: Dataset,
  badRows: BadRows,
  sharedAtMs: Float64Array | undefined,
): Pick<PowerSeries, "atMs" | "powerW" | "lineOf"> {
  const rowCount = power.shape?.[0] ?? 0;
  const powerW = new Float64Array(rowCount);
  // Only made where the instants turn out to be others than the shared ones.
  let atMs = sharedAtMs?.length === rowCount ? sharedAtMs : new Float64Array(rowCount);
  const skippedRows: number[] = [];
  let kept = 0;
  for (let from = 0; from < rowCount; from += SLICE_ROWS) {
    const to = Math.min(rowCount, from + SLICE_ROWS);
    const cells = power.slice([[from, to], []]) as unknown as ArrayLike<number | bigint>;
    for (let row = from; row < to; row += 1) {
      const seconds = Number(cells[2 * (row - from)]);
      const watts = Number(cells[2 * (row - from) + 1]);
      const at = Math.round(seconds * 1_000);
      const previous = kept === 0 ? Number.NEGATIVE_INFINITY : (atMs[kept - 1] ?? 0);
      const fault = faultOf(seconds, watts, at, previous);
      if (fault !== undefined) {
        badRows.take(new ReplayFormatError({ ...place, line: row + 1, ...fault }));
        skippedRows.push(row);
        continue;
      }
      if (atMs === sharedAtMs && atMs[kept] !== at) {
        atMs = new Float64Array(rowCount);
        atMs.set(sharedAtMs.subarray(0, kept));
      }
      if (atMs !== sharedAtMs) atMs[kept] = at;
      powerW[kept] = watts;
      kept += 1;
    }
  }
  const isWhole = kept === rowCount;
  return {
    atMs: isWhole ? atMs : atMs.slice(0, kept),
    powerW: isWhole ? powerW : powerW.slice(0, kept),
    lineOf: (index) => rowOf(index, skippedRows) + 1,
  };
}

function faultOf(
  seconds: number,
  watts: number,
  atMs: number,
  previousAtMs: number,
): { readonly value: string; readonly problem: string } | undefined {
  if (!(Math.abs(seconds) <= LATEST_UNIX_S)) {
    return { value: `${seconds}`, problem: "is not unix seconds" };
  }
  if (Math.abs(watts) === Number.POSITIVE_INFINITY) {
    return { value: `${watts}`, problem: "is no power" };
  }
  if (atMs > previousAtMs) return undefined;
  const problem = "is not later than the row before; sort the rows, each once";
  return { value: `${seconds}`, problem };
}

/** The row of the n-th kept one. */
function rowOf(index: number, skippedRows: readonly number[]): number {
  let row = index;
  for (const skipped of skippedRows) {
    if (skipped > row) break;
    row += 1;
  }
  return row;
}
