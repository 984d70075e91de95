import type { ReportRows } from "./report-rows.ts";
import type { ReportTick } from "./report-tick.ts";
import type { ReportWarning } from "./report-warning.ts";
import { isCarried, warnOfRow } from "./row-fault.ts";

/** The readings of several ticks of one layout, row by row. */
export class TickReadings {
  /** Per tick: the columns. */
  readonly powerW: readonly Float64Array[];
  readonly timestampMs: readonly Float64Array[];
  /** The ticks whose reading of the row that was last looked for can be carried; see {@link find}. */
  readonly carried: Uint32Array;
  /** How many rows any tick asks for. */
  readonly rowCount: number;
  /** Per tick: whether it asks for a row, as 1; `undefined`: for all. */
  readonly #asked: readonly (Uint8Array | undefined)[];
  readonly #bounds: Uint32Array;
  readonly #warnings: ReportWarning[];

  constructor(ticks: readonly ReportTick[], { bounds }: ReportRows, warnings: ReportWarning[]) {
    const rowCount = bounds.length - 1;
    this.powerW = ticks.map(({ columns }) => columns.powerW);
    this.timestampMs = ticks.map(({ columns }) => columns.timestampMs);
    this.carried = new Uint32Array(ticks.length);
    this.#asked = ticks.map(({ rows }) => (rows === undefined ? undefined : marks(rows, rowCount)));
    this.rowCount = askedCount(this.#asked, rowCount);
    this.#bounds = bounds;
    this.#warnings = warnings;
  }

  /** Looks for the readings of a row that a report can carry. @returns how many ticks have one */
  find(row: number): number {
    const hasName = (this.#bounds[row] ?? 0) < (this.#bounds[row + 1] ?? 0);
    let count = 0;
    for (let tick = 0; tick < this.powerW.length; tick += 1) {
      if (this.#asked[tick]?.[row] === 0) continue;
      const valueW = this.powerW[tick]?.[row] ?? Number.NaN;
      const atMs = this.timestampMs[tick]?.[row] ?? Number.NaN;
      if (isCarried(hasName, atMs, valueW)) {
        this.carried[count] = tick;
        count += 1;
      } else {
        warnOfRow(this.#warnings, `ticks[${tick}].rows[${row}]`, hasName, atMs, valueW);
      }
    }
    return count;
  }
}

function marks(rows: Uint32Array, rowCount: number): Uint8Array {
  const isAsked = new Uint8Array(rowCount);
  for (const row of rows) isAsked[row] = 1;
  return isAsked;
}

function askedCount(asked: readonly (Uint8Array | undefined)[], rowCount: number): number {
  if (asked.includes(undefined)) return rowCount;
  let count = 0;
  for (let row = 0; row < rowCount; row += 1) {
    if (asked.some((rows) => rows?.[row] === 1)) count += 1;
  }
  return count;
}
