import { InvalidValueError, isInvalidValueError } from "@ven/core";
import { checkOpenAdrVersion } from "../../check-openadr-version.ts";
import { timeZoneOf } from "../../time/time-zone.ts";
import { type IntervalPlan, planIntervals } from "../interval-plan.ts";
import { orderPeriods } from "../period-cursor.ts";
import type { EventTimeOptions } from "../place-intervals.ts";
import type { TimedPayload } from "../timed-event.ts";
import { rankEvents } from "./rank-events.ts";
import { type LaneSource, sweepLane } from "./sweep-lane.ts";
import type { RankedEvent, RejectedEvent, Timeline, TimelineSegment } from "./timeline.ts";

/** What {@link buildTimeline} depends on. */
export interface BuildTimelineOptions<Event> extends Omit<EventTimeOptions, "nowAtMs"> {
  /** When each event was first read, epoch ms, or one instant for all; see {@link EventTimeOptions}. */
  readonly nowAtMs: number | ((event: Event) => number);
}

/**
 * Settles what several events together ask for: one interval for each payload type and instant.
 *
 * ```text
 *  PRICE  day-ahead, priority 5     |-- 0.17 --|-- 0.22 --|-- 0.30 --|-- 0.19 --|
 *         critical peak, priority 0                |---- 1.50 ----|
 *
 *         timeline                  |-- 0.17 --|.22|---- 1.50 ----|.30|-- 0.19 --|
 *  GHG    carried by another event, does not conflict with PRICE
 * ```
 *
 * Two events conflict where they carry the same payload type at the same instant (OpenADR 3.1.0 User
 * Guide 7.1, "Event Priority"). The lower `priority` wins; an event without one comes last. Among
 * equals the guide leaves it open: here the event that was created later wins, as it was written
 * knowing the other, then the lower id. Where intervals of one event overlap, the later in its list
 * wins, and so does the later of two payloads of one type in one interval. What loses is covered, not
 * lost: it holds again where the winner ends.
 *
 * Programs and targets do not divide a timeline, for OpenADR does not say which of them meet in one
 * device: give the events of one program, or those that concern one resource, and build another
 * timeline for the next. A payload that lasts no time at all holds at no instant, such as one of 3.1.0
 * that has a start and no duration; in 3.0.1 the same one never ends.
 *
 * @param events - in any order; ids tell them apart
 * @returns a timeline as of these events; build a new one when they change. It takes O(n log n) for n
 *   intervals, `at` O(e log n) for e events, and a walk of a window O(log n) for each interval in it
 * @throws {InvalidValueError} if an option is not valid; what is wrong with an event does not throw but
 *   stands in `rejected`
 */
export function buildTimeline<Event extends RankedEvent>(
  events: Iterable<Event>,
  options: BuildTimelineOptions<Event>,
): Timeline<Event> {
  // Checked here, as every event would be rejected for them otherwise.
  checkOpenAdrVersion(options.version);
  timeZoneOf(options.timeZone ?? "UTC");
  const rejected: RejectedEvent<Event>[] = [];
  const lanes = new Map<string, LaneSource<Event>[]>();
  for (const [rank, event] of rankEvents(events).entries()) {
    const plan = planOf(event, options, rejected);
    if (plan === undefined) continue;
    for (const [payloadType, payloads] of payloadsByType(plan)) {
      const lane = lanes.get(payloadType) ?? [];
      lanes.set(payloadType, lane);
      lane.push({ plan, rank, payloads, order: orderPeriods(plan, [...payloads.keys()]) });
    }
  }
  const first = (payloadType: string, fromAtMs: number): TimelineSegment<Event> | undefined => {
    checkInstant(fromAtMs);
    for (const segment of sweepLane(payloadType, lanes.get(payloadType) ?? [], { fromAtMs })) {
      return segment;
    }
    return undefined;
  };
  return {
    payloadTypes: [...lanes.keys()].sort(),
    rejected,
    at(payloadType, atMs) {
      const segment = first(payloadType, atMs);
      return segment?.fromAtMs === atMs ? segment : undefined;
    },
    nextChangeAtMs(payloadType, atMs) {
      const segment = first(payloadType, atMs);
      if (segment === undefined) return Infinity;
      return segment.fromAtMs === atMs ? segment.untilAtMs : segment.fromAtMs;
    },
    segments(payloadType, window) {
      checkInstant(window.fromAtMs);
      return {
        [Symbol.iterator]: () =>
          sweepLane(payloadType, lanes.get(payloadType) ?? [], window)[Symbol.iterator](),
      };
    },
  };
}

function planOf<Event extends RankedEvent>(
  event: Event,
  options: BuildTimelineOptions<Event>,
  rejected: RejectedEvent<Event>[],
): IntervalPlan<Event> | undefined {
  const { nowAtMs } = options;
  const readAtMs = typeof nowAtMs === "function" ? nowAtMs(event) : nowAtMs;
  if (!Number.isFinite(readAtMs)) {
    throw new InvalidValueError("nowAtMs", readAtMs, "give epoch milliseconds");
  }
  try {
    return planIntervals(event, { ...options, nowAtMs: readAtMs });
  } catch (error) {
    if (!isInvalidValueError(error)) throw error;
    rejected.push({ event, error });
    return undefined;
  }
}

/** The payloads of each type by the index of their interval, without intervals of no length. */
function payloadsByType({ placed, timesOf }: IntervalPlan) {
  const byType = new Map<string, Map<number, TimedPayload>>();
  for (const [index, { interval }] of placed.entries()) {
    const { startAtMs, endAtMs } = timesOf(0, index);
    if (startAtMs === endAtMs) continue;
    for (const payload of interval.payloads) {
      const payloads = byType.get(payload.type) ?? new Map<number, TimedPayload>();
      byType.set(payload.type, payloads);
      payloads.set(index, payload);
    }
  }
  return byType;
}

function checkInstant(atMs: number): void {
  if (Number.isNaN(atMs)) throw new InvalidValueError("instant", atMs, "give epoch milliseconds");
}
