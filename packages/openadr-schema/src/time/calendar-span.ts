import { type DurationInput, toDuration } from "./duration.ts";

/**
 * What a duration is worth on a calendar. Its three numbers do not turn into one another: a month
 * has 28 to 31 days, and a day of local time 23 to 25 hours.
 */
export interface CalendarSpan {
  readonly months: number;
  readonly days: number;
  /** Whole milliseconds; infinite for an infinite duration. */
  readonly ms: number;
}

/** No time at all. */
export const NO_SPAN: CalendarSpan = { months: 0, days: 0, ms: 0 };

/** Years from which a duration stands for infinity. */
const INFINITE_YEARS = 9_999;

/** The value of a duration: years are months, weeks are days, the rest is milliseconds. */
export function calendarSpan(input: DurationInput): CalendarSpan {
  const { years, months, weeks, days, hours, minutes, seconds } = toDuration(input);
  if (Math.abs(years) >= INFINITE_YEARS) {
    return { months: 0, days: 0, ms: years > 0 ? Infinity : -Infinity };
  }
  return {
    months: years * 12 + months,
    days: weeks * 7 + days,
    // The nought keeps -0 out.
    ms: Math.round(hours * 3_600_000 + minutes * 60_000 + seconds * 1_000) + 0,
  };
}

/**
 * Whether a duration stands for infinity: `P9999Y`, also as `P9999Y0M0DT0H0M0S`, and any longer.
 * OpenADR 3.1.0 User Guide 7.3, "intervalPeriod.duration".
 *
 * @throws {InvalidValueError} if a text is no duration
 */
export function isInfiniteDuration(duration: DurationInput): boolean {
  return calendarSpan(duration).ms === Infinity;
}

/** One span after the other. */
export function sumSpans(a: CalendarSpan, b: CalendarSpan): CalendarSpan {
  return { months: a.months + b.months, days: a.days + b.days, ms: a.ms + b.ms };
}

/** A finite span, `count` times. */
export function timesSpan(span: CalendarSpan, count: number): CalendarSpan {
  return { months: span.months * count, days: span.days * count, ms: span.ms * count };
}
