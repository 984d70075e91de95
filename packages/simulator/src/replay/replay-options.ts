import type { ReportTimestamps } from "./replay-meters.ts";

/** What is done about a row that cannot be used: refuse the file, or leave the row out and count it. */
export type BadRowPolicy = "strict" | "skip";

/** How a recording begins anew. */
export type ReplayWrap = "plain" | "weeks";

/** Options of every reader of recorded powers. */
export interface ReplayOptions {
  /** Meters to keep; the others are not read. @defaultValue all */
  readonly meterIds?: readonly string[];
  /** Loads to keep of each meter; the others are not read. @defaultValue all */
  readonly loadIds?: readonly string[];
  /**
   * `strict` refuses the file and names the place; `skip` leaves such rows out, and `skippedRowCount`
   * says how many.
   *
   * @defaultValue "strict"
   */
  readonly onBadRow?: BadRowPolicy;
  /**
   * `plain` goes from the last instant to the first; `weeks` leaves out what is over whole weeks, so
   * that each lap has the weekdays of the first.
   *
   * @defaultValue "plain"
   */
  readonly wrap?: ReplayWrap;
  /** What time readings carry. @defaultValue "now" */
  readonly reportTimestamps?: ReportTimestamps;
  readonly signal?: AbortSignal;
}
