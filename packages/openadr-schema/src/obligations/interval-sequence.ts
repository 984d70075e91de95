import { type IntervalPlan, planIntervals } from "../intervals/interval-plan.ts";
import type { EventTimeOptions } from "../intervals/place-intervals.ts";
import { eventSubject, type TimedEvent } from "../intervals/timed-event.ts";
import { calendarSpan } from "../time/calendar-span.ts";
import { parseDuration } from "../time/duration.ts";
import type { ReportInterval } from "./report-obligation.ts";
import { hasNoOwnIntervals } from "./reporting-event.ts";

/** The intervals of an event in its list's order, counted on through all passes of a loop. */
export interface IntervalSequence {
  /** Whether the event does not list them: one length follows another from its start. */
  readonly isImplied: boolean;
  /** How many the event lists. */
  readonly listed: number;
  /** The number of the last one; `Infinity` if they never end, -1 if there are none. */
  readonly last: number;
  /** The interval of a number from 0; `undefined` if there is none. */
  at(number: number): ReportInterval | undefined;
  /** A number all before which have ended by an instant. */
  endedBefore(atMs: number): number;
}

/**
 * The intervals that an event's reports are reckoned by.
 *
 * @returns `undefined` if the event gives none, and the VEN is to choose
 * @throws {InvalidValueError} that names the event and the place in it that breaks a rule
 */
export function intervalSequence(
  event: TimedEvent,
  options: EventTimeOptions,
): IntervalSequence | undefined {
  if (!hasNoOwnIntervals(event)) return sequenceOf(planIntervals(event, options), false);
  return impliesIntervals(event)
    ? sequenceOf(planIntervals(implied(event), options), true)
    : undefined;
}

/** Whether a start and a finite length that is not nought are given: User Guide 7.5 and 8.7. */
function impliesIntervals(event: TimedEvent): boolean {
  const { start, duration } = event.intervalPeriod ?? {};
  if (start === undefined || duration === undefined) return false;
  const subject = eventSubject(event, "intervalPeriod.duration");
  const { months, days, ms } = calendarSpan(parseDuration(duration, subject));
  return months + days + ms !== 0 && ms !== Infinity;
}

/** One interval that goes on until the event ends, if it does. */
function implied({ id, duration = "P9999Y", intervalPeriod }: TimedEvent): TimedEvent {
  const repeated = /[1-9]/.test(duration) ? duration : "P9999Y";
  return {
    ...(id === undefined ? {} : { id }),
    ...(intervalPeriod === undefined ? {} : { intervalPeriod }),
    duration: repeated,
    intervals: [{ id: 0, payloads: [] }],
  };
}

function sequenceOf(plan: IntervalPlan, isImplied: boolean): IntervalSequence {
  const listed = plan.placed.length;
  const at = (number: number): ReportInterval | undefined => {
    const pass = Math.floor(number / listed);
    const placed = plan.placed[number % listed];
    if (placed === undefined || (pass > 0 && !plan.loops)) return undefined;
    const { startAtMs, endAtMs } = plan.timesOf(pass, number % listed);
    if (startAtMs === Infinity || startAtMs >= plan.cutAtMs) return undefined;
    return {
      intervalId: isImplied ? number : placed.interval.id,
      pass,
      startAtMs,
      endAtMs: Math.min(endAtMs, plan.cutAtMs),
    };
  };
  return {
    isImplied,
    listed,
    last: lastNumber(plan, at),
    at,
    endedBefore: (atMs) => plan.passAt(atMs) * listed,
  };
}

function lastNumber(plan: IntervalPlan, at: IntervalSequence["at"]): number {
  if (plan.loops && plan.cutAtMs === Infinity) return Infinity;
  const passes = plan.loops ? plan.passAt(plan.cutAtMs) + 1 : 1;
  let number = passes * plan.placed.length - 1;
  while (number >= 0 && at(number) === undefined) number -= 1;
  return number;
}
