import { InvalidValueError } from "@ven/core";
import type { OpenAdrVersion } from "../openadr-version.ts";
import { addSpan } from "../time/add-duration.ts";
import { type CalendarSpan, calendarSpan, NO_SPAN, sumSpans } from "../time/calendar-span.ts";
import { parseDateTime } from "../time/date-time.ts";
import { parseDuration } from "../time/duration.ts";
import type { TimeZone } from "../time/time-zone.ts";
import { type RandomStart, randomShiftMs } from "./random-start.ts";
import { eventSubject, type TimedEvent, type TimedInterval } from "./timed-event.ts";

/** Most intervals that are read of one event: two years of five-minute intervals. */
export const MOST_INTERVALS = 210_240;

/** What the reading of an event's times depends on. */
export interface EventTimeOptions {
  /**
   * When the event was first read, epoch ms: what a start of "now" means. Keep it with the event, or
   * a "do it now" event begins anew each time it is looked at.
   */
  readonly nowAtMs: number;
  /** Where the shifts of `randomizeStart` come from, such as `keyedRandom("ven-17")`. */
  readonly random: RandomStart;
  /**
   * Of which version the event is, which the event itself does not say. An interval without any
   * duration lasts until the event is withdrawn in 3.0.1, and no time at all in 3.1.0; in 3.0.1 a
   * default of `P9999Y` that every interval overrides repeats the intervals.
   */
  readonly version: OpenAdrVersion;
  /** IANA zone in whose calendar days, months and years count. @defaultValue "UTC" */
  readonly timeZone?: string;
}

/** Where an interval lies in the first pass, before its shift. */
export interface PlacedInterval {
  readonly interval: TimedInterval;
  /** The start that it, or the nearest before it in the list, has of its own; epoch ms. */
  readonly anchorAtMs: number;
  /** How long after the anchor it starts and ends. */
  readonly from: CalendarSpan;
  readonly to: CalendarSpan;
  /** Whether it starts where the one before it ends. */
  readonly follows: boolean;
  readonly startAtMs: number;
  readonly endAtMs: number;
  /** The random shift of its start, ms. */
  readonly shiftMs: number;
}

/**
 * Finds start and end of each interval by the rules that `expandIntervals` draws.
 *
 * @throws {InvalidValueError} that names the event and the place in it that breaks a rule
 */
export function placeIntervals(
  event: TimedEvent,
  options: EventTimeOptions,
  zone: TimeZone | undefined,
): readonly PlacedInterval[] {
  const intervals = event.intervals ?? [];
  if (intervals.length > MOST_INTERVALS) {
    const subject = eventSubject(event, "number of intervals");
    throw new InvalidValueError(subject, intervals.length, `give at most ${MOST_INTERVALS}`);
  }
  const lengthOf = lengthReader(event, options.version === "3.0.1" ? "P9999Y" : "PT0S");
  const placed: PlacedInterval[] = [];
  for (const [index, interval] of intervals.entries()) {
    const subject = (field: string) => eventSubject(event, `intervals[${index}].${field}`);
    const before = placed.at(-1);
    const start = ownStart(event, interval, index, options.nowAtMs, subject);
    const anchorAtMs = start ?? before?.anchorAtMs ?? options.nowAtMs;
    const from = start === undefined ? (before?.to ?? NO_SPAN) : NO_SPAN;
    const to = sumSpans(from, lengthOf(interval, subject));
    const unshifted = {
      interval,
      anchorAtMs,
      from,
      to,
      follows: start === undefined,
      startAtMs: addSpan(anchorAtMs, from, zone),
      endAtMs: addSpan(anchorAtMs, to, zone),
    };
    placed.push({
      ...unshifted,
      shiftMs: shiftOf(event, unshifted, before, index, subject, options.random, zone),
    });
  }
  return placed;
}

type SubjectOf = (field: string) => string;

/** The start that an interval has of its own; `undefined`: right after the one before it. */
function ownStart(
  event: TimedEvent,
  interval: TimedInterval,
  index: number,
  nowAtMs: number,
  subject: SubjectOf,
): number | undefined {
  const { intervalPeriod: period } = interval;
  if (period === undefined && event.intervalPeriod === undefined) {
    const rule = "give each interval an intervalPeriod, as the event has none";
    throw new InvalidValueError(subject("intervalPeriod"), undefined, rule);
  }
  const own = readStart(period?.start, () => subject("intervalPeriod.start"));
  if (typeof own === "number") return own;
  if (index > 0) return undefined;
  const common = readStart(event.intervalPeriod?.start, () =>
    eventSubject(event, "intervalPeriod.start"),
  );
  if (typeof common === "number") return common;
  if (own === "now" || common === "now") return nowAtMs;
  const rule = "give the first interval, or the event's intervalPeriod, a start";
  throw new InvalidValueError(subject("intervalPeriod.start"), undefined, rule);
}

function readStart(text: string | undefined, subject: () => string): number | "now" | undefined {
  return text === undefined ? undefined : parseDateTime(text, subject());
}

/** Reads each text once: an event of many intervals says the same length over and over. */
function lengthReader(event: TimedEvent, missing: string) {
  const known = new Map<string, CalendarSpan>();
  return (interval: TimedInterval, subject: SubjectOf): CalendarSpan => {
    const text = interval.intervalPeriod?.duration ?? event.intervalPeriod?.duration ?? missing;
    const length = known.get(text) ?? lengthFrom(text, subject("intervalPeriod.duration"));
    known.set(text, length);
    return length;
  };
}

/** Reads how long something lasts that cannot end before it begins. */
export function lengthFrom(text: string, subject: string): CalendarSpan {
  const span = calendarSpan(parseDuration(text, subject));
  if (span.months >= 0 && span.days >= 0 && span.ms >= 0) return span;
  throw new InvalidValueError(subject, text, "give a duration that is not negative");
}

/** The shift of the interval before, unless it has a bound of its own. */
function shiftOf(
  event: TimedEvent,
  { interval, startAtMs, follows }: Omit<PlacedInterval, "shiftMs">,
  before: PlacedInterval | undefined,
  intervalIndex: number,
  subject: SubjectOf,
  random: RandomStart,
  zone: TimeZone | undefined,
): number {
  const common = before === undefined ? event.intervalPeriod?.randomizeStart : undefined;
  const bound = interval.intervalPeriod?.randomizeStart ?? common;
  if (bound === undefined || startAtMs === Infinity) return before?.shiftMs ?? 0;
  const place = {
    eventId: event.id ?? "",
    intervalIndex,
    subject: subject("intervalPeriod.randomizeStart"),
  };
  const shiftMs = randomShiftMs(random, place, bound, startAtMs, zone);
  if (!follows || before === undefined) return shiftMs;
  // It moves the border to the one before it, but not past that one's start.
  return Math.max(shiftMs, before.startAtMs + before.shiftMs - startAtMs);
}
