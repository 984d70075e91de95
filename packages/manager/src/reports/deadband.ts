import type { NamedColumns, NamedLayout } from "@ven/core";

/** Remembers what was reported of each load, and tells what differs enough to be reported again. */
export class Deadband {
  readonly #deadbandW: number;
  readonly #lastW = new WeakMap<NamedLayout, Float64Array>();

  /** @param deadbandW - 0 or more: what differs by more is reported */
  constructor(deadbandW: number) {
    this.#deadbandW = deadbandW;
  }

  /** Tells of a row and its power whether it is news. The first reading of a load always is. */
  newsOf(layout: NamedLayout): (row: number, powerW: number) => boolean {
    const last = this.#lastW.get(layout);
    if (last === undefined) return () => true;
    // Also true where nothing was reported yet (NaN).
    return (row, powerW) => !(Math.abs(powerW - (last[row] ?? Number.NaN)) <= this.#deadbandW);
  }

  /** Takes note of rows that are reported. */
  remember({ layout, powerW }: NamedColumns, rows: Uint32Array): void {
    let last = this.#lastW.get(layout);
    if (last === undefined) {
      last = new Float64Array(layout.rowCount).fill(Number.NaN);
      this.#lastW.set(layout, last);
    }
    for (const row of rows) last[row] = powerW[row] ?? Number.NaN;
  }
}
