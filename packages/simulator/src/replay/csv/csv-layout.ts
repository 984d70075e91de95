import type { PowerSeries } from "../power-series.ts";

/** Collects the rows of a CSV of one layout. */
export interface CsvLayout {
  /** @param line - 1-based */
  readRow(cells: readonly string[], line: number): void;
  /** What was read, in the unit of the file. */
  finish(): readonly PowerSeries[];
}
