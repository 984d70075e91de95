import { type CalendarSpan, calendarSpan } from "./calendar-span.ts";
import type { DurationInput } from "./duration.ts";
import { instantOf, type TimeZone, timeZoneOf } from "./time-zone.ts";

/** Where `Date` ends, in the year 275760, and as far before 1970 where it begins; ms. */
export const LAST_INSTANT_MS = 8.64e15;

/** On which calendar a duration is added. */
export interface AddDurationOptions {
  /** IANA name, such as `Europe/Copenhagen`. @defaultValue "UTC" */
  readonly timeZone?: string;
}

/**
 * The instant that lies one duration later, or earlier if it is negative.
 *
 * Years and months go first, then weeks and days, then the rest. A day that a month lacks becomes its
 * last one: 31 January and `P1M` is 28 or 29 February. In a time zone, days and longer keep the local
 * time, so that `P1D` has 23 hours when clocks go forward; hours and shorter are exact everywhere. A
 * local time that the clocks skip moves later by what they skip; of one shown twice the first counts.
 *
 * @param atMs - epoch ms
 * @param duration - as text at most 64 characters
 * @returns epoch ms; `Infinity` for an infinite duration and for anything past the year 275760
 * @throws {InvalidValueError} if the text is no duration, or this machine does not know the zone
 */
export function addDuration(
  atMs: number,
  duration: DurationInput,
  options: AddDurationOptions = {},
): number {
  return addSpan(atMs, calendarSpan(duration), timeZoneOf(options.timeZone ?? "UTC"));
}

/** As {@link addDuration}, with duration and zone read beforehand. */
export function addSpan(atMs: number, span: CalendarSpan, zone: TimeZone | undefined): number {
  const { months, days, ms } = span;
  if (!Number.isFinite(atMs)) return atMs;
  if (!Number.isFinite(ms) || (months === 0 && days === 0)) return bounded(atMs + ms);
  if (zone === undefined) return bounded(addMonths(atMs, months) + days * 86_400_000 + ms);
  const localMs = addMonths(atMs + zone.offsetMsAt(atMs), months) + days * 86_400_000;
  // Within a day of the end of `Date` there is no local time.
  if (!(Math.abs(localMs) < LAST_INSTANT_MS - 86_400_000)) return bounded(localMs);
  return bounded(instantOf(localMs, zone) + ms);
}

function addMonths(atMs: number, months: number): number {
  if (months === 0) return atMs;
  const date = new Date(atMs);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  if (Number.isNaN(date.getTime())) return months > 0 ? Infinity : -Infinity;
  const lastDay = new Date(date);
  lastDay.setUTCMonth(lastDay.getUTCMonth() + 1, 0);
  return date.setUTCDate(Math.min(day, lastDay.getUTCDate()));
}

function bounded(atMs: number): number {
  if (atMs > LAST_INSTANT_MS) return Infinity;
  return atMs < -LAST_INSTANT_MS ? -Infinity : atMs;
}
