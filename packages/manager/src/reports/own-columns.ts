import type { ReadingColumns, ReadingLayout } from "@ven/core";
import type { MeterSource } from "../meter-source.ts";

/**
 * Columns of one VEN that tick after tick writes over. They are lent to one tick at a time: one that
 * begins before another has ended gets new ones of the meters.
 */
export class OwnColumns {
  #kept: ReadingColumns | undefined;
  readonly #own = new WeakSet<ReadingColumns>();
  #lastLayout: ReadingLayout | undefined;

  /** Reads the meters. What is returned stays as it is until it is given back. */
  read(simulator: MeterSource, venId: string): ReadingColumns {
    const kept = this.#kept;
    this.#kept = undefined;
    const columns = simulator.collectColumns(venId, kept);
    // Not every source writes into them.
    if (columns !== kept && columns.layout === kept?.layout) this.#kept = kept;
    return columns;
  }

  /** Says that columns are read no more. Where that is not said, they are nobody's. */
  giveBack(columns: ReadingColumns): void {
    const { layout } = columns;
    // Only a layout that comes again is worth columns of its own.
    const isKnown = layout === this.#lastLayout;
    this.#lastLayout = layout;
    if (!isKnown || this.#kept !== undefined) return;
    this.#kept = this.#own.has(columns) ? columns : this.#make(layout);
  }

  #make(layout: ReadingLayout): ReadingColumns {
    const { rowCount } = layout;
    const timestampMs = new Float64Array(rowCount);
    const own = { layout, timestampMs, powerW: new Float64Array(rowCount) };
    this.#own.add(own);
    return own;
  }
}
