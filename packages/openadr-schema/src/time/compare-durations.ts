import { type CalendarSpan, calendarSpan } from "./calendar-span.ts";
import type { DurationInput } from "./duration.ts";

/** Fewest and most days that 0 to 11 months in a row can have. */
const FEWEST_DAYS = [0, 28, 59, 89, 120, 150, 181, 212, 242, 273, 303, 334] as const;
const MOST_DAYS = [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337] as const;

/**
 * Whether two durations are worth the same wherever on a calendar they begin.
 *
 * `PT0S` is `P0Y0M0DT0H0M0S`; `PT60M` is `PT1H`; `P1Y` is `P12M`; `P1W` is `P7D`; `P9999Y` is
 * `P9999Y0M0DT0H0M0S` and every other infinite duration. `P1D` is not `PT24H`, for a day of local
 * time may have 23 or 25 hours, and `P1M` is not `P30D`. Times are compared to the millisecond.
 *
 * @throws {InvalidValueError} if a text is no duration
 */
export function isSameDuration(a: DurationInput, b: DurationInput): boolean {
  return compareDurations(a, b) === 0;
}

/**
 * Orders two durations, as far as they have an order.
 *
 * One is the shorter if it ends first wherever on a calendar both begin, where a month has 28 to 31
 * days, a year 365 or 366, and a change of the clocks moves an end by at most one hour.
 *
 * @returns -1, 0 or 1, where 0 says what {@link isSameDuration} says; `undefined` if it depends on
 *   the start, as with `P1M` and `P30D`, or `P1D` and `PT24H`
 * @throws {InvalidValueError} if a text is no duration
 */
export function compareDurations(a: DurationInput, b: DurationInput): -1 | 0 | 1 | undefined {
  const [left, right] = [calendarSpan(a), calendarSpan(b)];
  if (left.ms === right.ms && left.months === right.months && left.days === right.days) return 0;
  const difference = subtract(left, right);
  const [shortestMs, longestMs] = rangeMs(difference);
  if (shortestMs > 0) return 1;
  return longestMs < 0 ? -1 : undefined;
}

function subtract(a: CalendarSpan, b: CalendarSpan): CalendarSpan {
  return { months: a.months - b.months, days: a.days - b.days, ms: a.ms - b.ms };
}

/** The shortest and the longest that a span can be, ms. */
function rangeMs(span: CalendarSpan): readonly [number, number] {
  if (span.months < 0) {
    const [shortestMs, longestMs] = rangeMs({
      months: -span.months,
      days: -span.days,
      ms: -span.ms,
    });
    return [-longestMs, -shortestMs];
  }
  const years = Math.floor(span.months / 12);
  const months = span.months % 12;
  const fewestDays = years * 365 + (FEWEST_DAYS[months] ?? 0) + span.days;
  const mostDays = years * 366 + (MOST_DAYS[months] ?? 0) + span.days;
  const clockChangeMs = span.months === 0 && span.days === 0 ? 0 : 3_600_000;
  return [
    fewestDays * 86_400_000 + span.ms - clockChangeMs,
    mostDays * 86_400_000 + span.ms + clockChangeMs,
  ];
}
