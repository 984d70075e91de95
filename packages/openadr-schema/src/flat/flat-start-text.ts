import { InvalidValueError } from "@ven/core";

/** 9999-12-31T23:59:59.999Z, the last instant with a four-digit year. */
const LAST_FOUR_DIGIT_YEAR_MS = 253_402_300_799_999;

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
  if (!(timestampMs >= 0 && timestampMs <= LAST_FOUR_DIGIT_YEAR_MS)) {
    throw new InvalidValueError(
      "timestampMs",
      timestampMs,
      "give epoch milliseconds of a year from 1970 to 9999",
    );
  }
  const text = new Date(timestampMs).toISOString().slice(0, 19);
  return options.zoned === true ? `${text}Z` : text;
}
