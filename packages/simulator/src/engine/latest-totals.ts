import type { TraceEnergy } from "../trace/day-trace.ts";

/** Of each load of a fleet, the last total of whole days that was worked out: 20 bytes each, once used. */
export class LatestTotals {
  readonly #loadCount: number;
  #columns:
    | {
        readonly days: Int32Array;
        readonly importDws: Float64Array;
        readonly exportDws: Float64Array;
      }
    | undefined;

  constructor(loadCount: number) {
    this.#loadCount = loadCount;
  }

  /** Fills in the total of a load. @returns of how many days it is */
  read(load: number, total: TraceEnergy): number {
    if (this.#columns === undefined) return 0;
    const { days, importDws, exportDws } = this.#columns;
    total.importDws = importDws[load] ?? 0;
    total.exportDws = exportDws[load] ?? 0;
    return days[load] ?? 0;
  }

  write(load: number, dayCount: number, total: Readonly<TraceEnergy>): void {
    this.#columns ??= {
      days: new Int32Array(this.#loadCount),
      importDws: new Float64Array(this.#loadCount),
      exportDws: new Float64Array(this.#loadCount),
    };
    const { days, importDws, exportDws } = this.#columns;
    days[load] = dayCount;
    importDws[load] = total.importDws;
    exportDws[load] = total.exportDws;
  }

  /** Forgets totals of more days than this. */
  forgetAfter(dayCount: number): void {
    if (this.#columns === undefined) return;
    const { days, importDws, exportDws } = this.#columns;
    for (let load = 0; load < days.length; load += 1) {
      if ((days[load] ?? 0) <= dayCount) continue;
      days[load] = 0;
      importDws[load] = 0;
      exportDws[load] = 0;
    }
  }
}
