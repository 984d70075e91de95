const DAY_MS = 86_400_000;
const YEAR_DAYS = 365.2425;

/** Day of the year on which winter is deepest: 21 December, ten days before its end. */
const SOLSTICE_DAYS_BEFORE_YEAR_END = 10;

/**
 * How deep the northern winter is.
 *
 * @param localMs - local time as if it were UTC, epoch ms
 * @returns 0 at midsummer to 1 at midwinter, smooth
 */
export function winterDepth(localMs: number): number {
  const years = (localMs / DAY_MS + SOLSTICE_DAYS_BEFORE_YEAR_END) / YEAR_DAYS;
  const part = years - Math.floor(years);
  const depth = Math.abs(2 * part - 1);
  return depth * depth * (3 - 2 * depth);
}

/**
 * How dark it is outside, at about 56 degrees north and in a zone that has summer time.
 *
 * @param winter - from {@link winterDepth}
 * @returns 0 by day to 1 at night, with a twilight of an hour
 */
export function darkness(localMs: number, winter: number): number {
  const hour = (localMs / DAY_MS - Math.floor(localMs / DAY_MS)) * 24;
  const sunriseHour = 4.5 + 4.3 * winter;
  const sunsetHour = 22.2 - 6.5 * winter;
  const light = Math.min(hour - sunriseHour, sunsetHour - hour) + 0.5;
  return 1 - Math.min(1, Math.max(0, light));
}
