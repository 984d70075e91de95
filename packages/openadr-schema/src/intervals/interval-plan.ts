import { InvalidValueError } from "@ven/core";
import { checkOpenAdrVersion } from "../check-openadr-version.ts";
import { addSpan } from "../time/add-duration.ts";
import { type CalendarSpan, sumSpans, timesSpan } from "../time/calendar-span.ts";
import { timeZoneOf } from "../time/time-zone.ts";
import { isCancelledEvent } from "./is-cancelled-event.ts";
import {
  type EventTimeOptions,
  lengthFrom,
  type PlacedInterval,
  placeIntervals,
} from "./place-intervals.ts";
import { eventSubject, type TimedEvent } from "./timed-event.ts";

const AVERAGE_MONTH_MS = 30.436_875 * 86_400_000;

/** When an interval of one pass starts and ends, epoch ms. */
export interface IntervalTimes {
  readonly startAtMs: number;
  /** Not cut by `event.duration`. */
  readonly endAtMs: number;
}

/** The times of an event's intervals, computed where they are asked for: a loop has no end. */
export interface IntervalPlan<Event extends TimedEvent = TimedEvent> {
  readonly event: Event;
  readonly placed: readonly PlacedInterval[];
  /** Whether the list of intervals repeats. */
  readonly loops: boolean;
  /** Where `event.duration` cuts, epoch ms; `Infinity` if nowhere. */
  readonly cutAtMs: number;
  /** When an interval starts and ends in one pass. */
  timesOf(pass: number, index: number): IntervalTimes;
  /** The pass that runs at an instant of `Date`; 0 before the first. */
  passAt(atMs: number): number;
}

/**
 * Makes the plan of an event's intervals; that of a cancelled event has none.
 *
 * @throws {InvalidValueError} that names the event and the place in it that breaks a rule
 */
export function planIntervals<Event extends TimedEvent>(
  event: Event,
  options: EventTimeOptions,
): IntervalPlan<Event> {
  const { nowAtMs, version, timeZone = "UTC" } = options;
  checkOpenAdrVersion(version);
  if (!Number.isFinite(nowAtMs)) {
    throw new InvalidValueError("nowAtMs", nowAtMs, "give epoch milliseconds");
  }
  const zone = timeZoneOf(timeZone);
  const placed = isCancelledEvent(event) ? [] : placeIntervals(event, options, zone);
  const shiftMs = placed[0]?.shiftMs ?? 0;
  const { firstAtMs, lastAtMs } = lifespan(placed);
  const total = totalLength(event, options);
  const totalEndAtMs = total === undefined ? lastAtMs : addSpan(firstAtMs, total, zone);
  const loops = totalEndAtMs > lastAtMs && lastAtMs > firstAtMs;
  const passMs = lastAtMs - firstAtMs;
  // Where the intervals follow one another, passes are counted on the calendar: months stay months.
  const chain = loops ? chainLength(placed) : undefined;

  const passStartAtMs = (pass: number): number => {
    if (chain === undefined) return firstAtMs + pass * passMs + shiftMs;
    return addSpan(firstAtMs, timesSpan(chain, pass), zone) + shiftMs;
  };

  const unshiftedAtMs = (pass: number, interval: PlacedInterval, border: "from" | "to"): number => {
    if (pass === 0) return border === "from" ? interval.startAtMs : interval.endAtMs;
    const { anchorAtMs } = interval;
    return chain === undefined
      ? addSpan(anchorAtMs + pass * passMs, interval[border], zone)
      : addSpan(anchorAtMs, sumSpans(timesSpan(chain, pass), interval[border]), zone);
  };

  const borderAtMs = (pass: number, interval: PlacedInterval, border: "from" | "to"): number => {
    const atMs = unshiftedAtMs(pass, interval, border) + interval.shiftMs;
    // No shift carries an interval out of its pass.
    return loops ? Math.min(Math.max(atMs, passStartAtMs(pass)), passStartAtMs(pass + 1)) : atMs;
  };

  /** Who follows starts where the one before it ends, also if it starts at random. */
  const endAtMsOf = (pass: number, interval: PlacedInterval, index: number): number => {
    const next = placed[index + 1];
    if (next?.follows === true) return borderAtMs(pass, next, "from");
    if (next === undefined && chain !== undefined) return passStartAtMs(pass + 1);
    return borderAtMs(pass, interval, "to");
  };

  const computeTimes = (pass: number, index: number): IntervalTimes => {
    const interval = placed[index];
    if (interval === undefined) return { startAtMs: Infinity, endAtMs: Infinity };
    const startAtMs = borderAtMs(pass, interval, "from");
    return { startAtMs, endAtMs: Math.max(startAtMs, endAtMsOf(pass, interval, index)) };
  };
  const firstPass = placed.map((_, index) => computeTimes(0, index));

  return {
    event,
    placed,
    loops,
    cutAtMs: total === undefined ? Infinity : totalEndAtMs + shiftMs,
    timesOf: (pass, index) =>
      (pass === 0 ? firstPass[index] : undefined) ?? computeTimes(pass, index),
    passAt(atMs) {
      if (!loops || !(atMs > passStartAtMs(0))) return 0;
      let pass = Math.floor((atMs - passStartAtMs(0)) / averageMs(chain, passMs));
      while (pass > 0 && passStartAtMs(pass) > atMs) pass -= 1;
      while (passStartAtMs(pass + 1) <= atMs) pass += 1;
      return pass;
    },
  };
}

/**
 * For how long the event lasts in all, if it says so. `PT0S` says nothing: it is the schema's default
 * of `event.duration`, which some VTNs fill in.
 */
function totalLength(event: TimedEvent, options: EventTimeOptions): CalendarSpan | undefined {
  const { duration, intervalPeriod } = event;
  if (duration !== undefined) {
    const total = lengthFrom(duration, eventSubject(event, "duration"));
    return total.months + total.days + total.ms > 0 ? total : undefined;
  }
  if (options.version !== "3.0.1" || intervalPeriod?.duration === undefined) return undefined;
  // 3.0.1 User Guide 7.3: this says how long the event goes on, where every interval says its own.
  const common = lengthFrom(
    intervalPeriod.duration,
    eventSubject(event, "intervalPeriod.duration"),
  );
  return common.ms === Infinity ? common : undefined;
}

/** From the earliest start to the latest end. */
function lifespan(placed: readonly PlacedInterval[]) {
  let firstAtMs = Infinity;
  let lastAtMs = -Infinity;
  for (const { startAtMs, endAtMs } of placed) {
    firstAtMs = Math.min(firstAtMs, startAtMs);
    lastAtMs = Math.max(lastAtMs, endAtMs);
  }
  return { firstAtMs, lastAtMs };
}

/** The length of all intervals together, if each follows the one before it. */
function chainLength(placed: readonly PlacedInterval[]): CalendarSpan | undefined {
  return placed.slice(1).every(({ follows }) => follows) ? placed.at(-1)?.to : undefined;
}

/** About how long a pass is, ms. */
function averageMs(chain: CalendarSpan | undefined, passMs: number): number {
  if (chain === undefined) return passMs;
  return chain.months * AVERAGE_MONTH_MS + chain.days * 86_400_000 + chain.ms;
}
