import type { PowerSeries } from "../power-series.ts";

/** What stands in one place of a table: text of a CSV, text or number of a Parquet file. */
export type TableCell = string | number | null | undefined;

/** Collects the rows of a table of one layout. */
export interface TableLayout {
  /** Positions of the columns that are looked at, ascending. */
  readonly positions: readonly number[];
  /**
   * Takes a row; if it throws, nothing of the row is kept.
   *
   * @param line - 1-based
   * @throws {ReplayFormatError} naming line, column and value
   */
  readRow(cells: readonly TableCell[], line: number): void;
  /** Goes on past a row that is left out. */
  skipRow(): void;
  /** What was read, in the unit of the file. */
  finish(): PowerSeries[];
}
