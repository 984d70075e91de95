/** 9999-12-31T23:59:59.999Z, the last instant with a four-digit year. */
const LAST_FOUR_DIGIT_YEAR_MS = 253_402_300_799_999;

/** Whether an instant is in the years 1970 to 9999, which every report format can write. */
export function isReportableTime(atMs: number): boolean {
  return atMs >= 0 && atMs <= LAST_FOUR_DIGIT_YEAR_MS;
}

/** An instant as RFC 3339 in UTC, with a fraction only where there is one: `2026-01-16T10:00:00Z`. */
export function startOf(atMs: number): string {
  return new Date(atMs).toISOString().replace(".000Z", "Z");
}
