import { InvalidValueError } from "@ven/core";
import type { EventInterval } from "./event-interval.ts";
import { planIntervals } from "./interval-plan.ts";
import { partCount, partOf, partStartAtMs } from "./packed-values.ts";
import { orderPeriods, type Period, PeriodCursor } from "./period-cursor.ts";
import type { EventTimeOptions } from "./place-intervals.ts";
import type { TimedEvent } from "./timed-event.ts";

/** What {@link expandIntervals} depends on. */
export interface ExpandIntervalsOptions extends EventTimeOptions {
  /**
   * Leaves out what has ended by this instant, epoch ms; `-Infinity` leaves out nothing.
   * @defaultValue `nowAtMs`
   */
  readonly fromAtMs?: number;
}

/**
 * Places the intervals of an event in time, in order of their starts, as far as you ask: an event may
 * never end. The parts of an interval with packed values come together.
 *
 * ```text
 *  intervalPeriod        { start: 16:00, duration: PT1H }   the event's defaults
 *  intervals             0: {}   1: { duration: PT2H }   2: { start: 20:00 }
 *
 *  field by field        |-- 0 --|------ 1 ------|       |-- 2 --|
 *                        16      17              19      20      21
 *
 *  no start, or "now"    the first begins with the event, any other right after the one before
 *  event starts "now"    the first begins when the event was first read: `nowAtMs`
 *  first read at 17:30           |------ 1 ------|       |-- 2 --|   what has ended is left out
 *
 *  1: PRICE [3, 1]               |-- 3 --|-- 1 --|   equal parts, one value each; lists, such as
 *                                                    CURVE and OLS, and private types stay whole
 *
 *  event.duration PT2H   |-- 0 --|-- 1 --|   cuts
 *  event.duration PT7H   |-- 0 --|------ 1 ------|       |-- 2 --|-- 0 --|-- 1 --|   repeats
 *                        '--------------- pass 0 ---------------''--- pass 1 ---'
 *
 *  randomizeStart PT5M   moves all by one amount of -5 to +5 minutes; an interval with a bound
 *                        of its own moves anew, and what comes behind it moves along with it;
 *                        what follows another still begins where that one ends
 * ```
 *
 * A duration of `P9999Y` never ends, and what would follow it never begins. A cancelled event has no
 * intervals, see `isCancelledEvent`. What the specification leaves open: an interval of 3.1.0 that has
 * no duration at all lasts `PT0S`, the schema's default, so it is given but holds at no instant; an
 * `event.duration` of `PT0S` is taken for that default and does nothing; a pass lasts from its
 * earliest start to its latest end; several payloads with different numbers of values split their
 * interval wherever one of them does.
 *
 * OpenADR 3.1.0 User Guide 7.3, "Event and Interval Timing", and 7.4, "Variable duration intervals".
 *
 * @param event - an event of 3.0.1 or 3.1.0, as schemas take it
 * @returns starts over each time it is walked; the same each time if `options` give the same
 * @throws {InvalidValueError} at once, naming event and interval: no start anywhere, an interval
 *   without any `intervalPeriod`, a negative duration, more than 210,240 intervals
 */
export function expandIntervals<Event extends TimedEvent>(
  event: Event,
  options: ExpandIntervalsOptions,
): Iterable<EventInterval<Event>> {
  const plan = planIntervals(event, options);
  const { fromAtMs = options.nowAtMs } = options;
  if (Number.isNaN(fromAtMs)) {
    throw new InvalidValueError("fromAtMs", fromAtMs, "give epoch milliseconds");
  }
  const order = orderPeriods(plan, [...plan.placed.keys()]);
  return {
    *[Symbol.iterator]() {
      const cursor = new PeriodCursor(plan, order, fromAtMs);
      for (; cursor.current !== undefined; cursor.advance()) {
        if (isSplit(cursor.current)) yield* splitPeriod(event, cursor.current, fromAtMs);
        else yield wholePeriod(event, cursor.current);
      }
    },
  };
}

/** Whether some payload packs several values, and there is time to share out. */
function isSplit({ placed, startAtMs, endAtMs }: Period): boolean {
  return startAtMs < endAtMs && placed.interval.payloads.some((one) => partCount(one) > 1);
}

function wholePeriod<Event extends TimedEvent>(
  event: Event,
  { placed, index, pass, startAtMs, endAtMs }: Period,
): EventInterval<Event> {
  return {
    event,
    intervalId: placed.interval.id,
    intervalIndex: index,
    pass,
    subIntervalIndex: undefined,
    startAtMs,
    endAtMs,
    payloads: placed.interval.payloads,
  };
}

/** The parts of a period that have not ended. */
function* splitPeriod<Event extends TimedEvent>(
  event: Event,
  period: Period,
  fromAtMs: number,
): Iterable<EventInterval<Event>> {
  const { startAtMs, endAtMs } = period;
  const whole = wholePeriod(event, period);
  const counts = whole.payloads.map(partCount);
  const parts = counts.map(() => 0);
  let subIntervalIndex = 0;
  for (let atMs = startAtMs; atMs < endAtMs; ) {
    let nextAtMs = endAtMs;
    for (const [i, count] of counts.entries()) {
      const part = partRunningAt(period, count, parts[i] ?? 0, atMs);
      parts[i] = part;
      nextAtMs = Math.min(nextAtMs, partStartAtMs(period, part + 1, count));
    }
    if (nextAtMs > fromAtMs) {
      const payloads = whole.payloads.map((one, i) => partOf(one, parts[i] ?? 0, counts[i] ?? 1));
      yield { ...whole, subIntervalIndex, startAtMs: atMs, endAtMs: nextAtMs, payloads };
    }
    subIntervalIndex += 1;
    atMs = nextAtMs;
  }
}

/** The part that runs at an instant, found onwards from one that ran before. */
function partRunningAt(period: Period, count: number, from: number, atMs: number): number {
  let part = from;
  while (part < count - 1 && partStartAtMs(period, part + 1, count) <= atMs) part += 1;
  return part;
}
