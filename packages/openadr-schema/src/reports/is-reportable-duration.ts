import { isReportableTime } from "../time/is-reportable-time.ts";

/**
 * Whether the duration of a measurement can be written: it is not said, or 0 or more and over before
 * the year 10000.
 */
export function isReportableDuration(startAtMs: number, durationMs: number | undefined): boolean {
  return durationMs === undefined || (durationMs >= 0 && isReportableTime(startAtMs + durationMs));
}
