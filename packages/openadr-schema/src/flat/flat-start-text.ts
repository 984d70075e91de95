import { InvalidValueError } from "@ven/core";
import { isReportableTime } from "../time/is-reportable-time.ts";

/**
 * Writes an instant as the flat dialect's `start`: UTC, whole seconds, no zone unless asked for.
 *
 * @param timestampMs - epoch milliseconds, years 1970 to 9999; the fraction of a second is cut off
 * @throws {InvalidValueError} if the instant is outside that range
 */
export function flatStartText(
  timestampMs: number,
  options: { readonly zoned?: boolean } = {},
): string {
  if (!isReportableTime(timestampMs)) {
    throw new InvalidValueError(
      "timestampMs",
      timestampMs,
      "give epoch milliseconds of a year from 1970 to 9999",
    );
  }
  const text = new Date(timestampMs).toISOString().slice(0, 19);
  return options.zoned === true ? `${text}Z` : text;
}
