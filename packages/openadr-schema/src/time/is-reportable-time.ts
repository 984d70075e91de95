/** 9999-12-31T23:59:59.999Z, the last instant with a four-digit year. */
const LAST_FOUR_DIGIT_YEAR_MS = 253_402_300_799_999;

/**
 * Whether a reading's instant can be written in every report format: in the years 1970 to 9999.
 *
 * @param atMs - epoch milliseconds
 */
export function isReportableTime(atMs: number): boolean {
  return atMs >= 0 && atMs <= LAST_FOUR_DIGIT_YEAR_MS;
}
