import type { NamedColumns, NamedLayout } from "@ven/core";

/** The instants of what was reported last: one for all rows of a layout, or one per row. */
type Last = number | Float64Array;

/** Remembers of which instant each load was reported last, so that a meter's old reading is not reported again. */
export class LastInstants {
  readonly #last = new WeakMap<NamedLayout, Last>();

  /**
   * Tells of a row whether its reading is another than the one that was reported last.
   *
   * @returns `undefined` where that is so of every row
   */
  newsOf({ layout, timestampMs }: NamedColumns): ((row: number) => boolean) | undefined {
    const last = this.#last.get(layout);
    if (last === undefined) return undefined;
    if (typeof last === "number") {
      return timestampMs.includes(last) ? (row) => timestampMs[row] !== last : undefined;
    }
    // Also true where nothing was reported yet (NaN).
    return (row) => timestampMs[row] !== last[row];
  }

  /** Takes note of rows that are reported. */
  remember({ layout, timestampMs }: NamedColumns, rows: Uint32Array): void {
    const shared = rows.length === layout.rowCount ? sharedInstant(timestampMs) : undefined;
    if (shared !== undefined) {
      this.#last.set(layout, shared);
      return;
    }
    const known = this.#last.get(layout);
    const last =
      known instanceof Float64Array
        ? known
        : new Float64Array(layout.rowCount).fill(known ?? Number.NaN);
    for (const row of rows) last[row] = timestampMs[row] ?? Number.NaN;
    this.#last.set(layout, last);
  }
}

function sharedInstant(timestampMs: Float64Array): number | undefined {
  const [first] = timestampMs;
  for (let row = 1; row < timestampMs.length; row += 1) {
    if (timestampMs[row] !== first) return undefined;
  }
  return first;
}
