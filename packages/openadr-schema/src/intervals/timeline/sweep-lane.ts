import { BinaryHeap } from "../binary-heap.ts";
import type { IntervalPlan } from "../interval-plan.ts";
import { partAt, partCount, partOf, partStartAtMs } from "../packed-values.ts";
import { type Period, PeriodCursor, type PeriodOrder } from "../period-cursor.ts";
import type { TimedPayload } from "../timed-event.ts";
import type { RankedEvent, TimelineSegment, TimelineWindow } from "./timeline.ts";

/** What one event says for one payload type. */
export interface LaneSource<Event extends RankedEvent> {
  readonly plan: IntervalPlan<Event>;
  /** 0 beats all others. */
  readonly rank: number;
  /** The intervals that carry the type. */
  readonly order: PeriodOrder;
  /** Their payloads of the type, by the index of the interval. */
  readonly payloads: ReadonlyMap<number, TimedPayload>;
}

/** A source whose next period is to come. */
interface Waiting<Event extends RankedEvent> {
  readonly source: LaneSource<Event>;
  readonly cursor: PeriodCursor;
  readonly next: Period;
}

/** A period that has begun. */
interface Running<Event extends RankedEvent> {
  readonly source: LaneSource<Event>;
  readonly period: Period;
}

/** Running periods from which on the heap is rid of those that have ended. */
const FEWEST_TO_CLEAR = 64;

/**
 * Walks what holds for one payload type, in order.
 *
 * It keeps two heaps: the periods that have begun, by rank; and the sources whose next period is to
 * come, by its start. A source that the period in force beats is not walked but set on to where that
 * period ends: an endless tariff under an endless event costs nothing.
 */
export function* sweepLane<Event extends RankedEvent>(
  payloadType: string,
  sources: readonly LaneSource<Event>[],
  { fromAtMs, untilAtMs = Infinity }: TimelineWindow,
): Iterable<TimelineSegment<Event>> {
  const waiting = new BinaryHeap<Waiting<Event>>((a, b) => a.next.startAtMs < b.next.startAtMs);
  const running = new BinaryHeap<Running<Event>>(outranks);
  for (const source of sources) {
    queue(waiting, source, new PeriodCursor(source.plan, source.order, fromAtMs));
  }
  let mostRunning = FEWEST_TO_CLEAR;
  for (let atMs = fromAtMs; atMs < untilAtMs; ) {
    while (waiting.first !== undefined && waiting.first.next.startAtMs <= atMs) {
      beginFirst(waiting, running);
    }
    const runs = ({ period }: Running<Event>) => period.endAtMs > atMs;
    while (running.first !== undefined && !runs(running.first)) running.pop();
    if (running.size > mostRunning) {
      running.keep(runs);
      mostRunning = FEWEST_TO_CLEAR + 2 * running.size;
    }
    const winner = running.first;
    if (winner === undefined) {
      atMs = waiting.first?.next.startAtMs ?? Infinity;
      continue;
    }
    const segment = segmentOf(payloadType, winner, atMs);
    const beaten: Waiting<Event>[] = [];
    const endAtMs = findEnd(waiting, running, winner, segment.untilAtMs, beaten);
    yield { ...segment, untilAtMs: Math.min(endAtMs, untilAtMs) };
    for (const { source, cursor } of beaten) {
      cursor.skipTo(endAtMs);
      queue(waiting, source, cursor);
    }
    atMs = endAtMs;
  }
}

/** Lets the period begin that is first to come. */
function beginFirst<Event extends RankedEvent>(
  waiting: BinaryHeap<Waiting<Event>>,
  running: BinaryHeap<Running<Event>>,
): void {
  const one = waiting.pop();
  if (one === undefined) return;
  running.push({ source: one.source, period: one.next });
  one.cursor.advance();
  queue(waiting, one.source, one.cursor);
}

/**
 * When the period in force gives way: at the end of its value, or before, where one begins that beats
 * it. Takes out of `waiting` the sources that it beats until then.
 */
function findEnd<Event extends RankedEvent>(
  waiting: BinaryHeap<Waiting<Event>>,
  running: BinaryHeap<Running<Event>>,
  winner: Running<Event>,
  partEndAtMs: number,
  beaten: Waiting<Event>[],
): number {
  for (let one = waiting.first; one !== undefined && one.next.startAtMs < partEndAtMs; ) {
    if (outranks({ source: one.source, period: one.next }, winner)) return one.next.startAtMs;
    if (one.source === winner.source) {
      // A later period of the same event may still beat it.
      beginFirst(waiting, running);
    } else {
      waiting.pop();
      beaten.push(one);
    }
    one = waiting.first;
  }
  return partEndAtMs;
}

function queue<Event extends RankedEvent>(
  waiting: BinaryHeap<Waiting<Event>>,
  source: LaneSource<Event>,
  cursor: PeriodCursor,
): void {
  if (cursor.current !== undefined) waiting.push({ source, cursor, next: cursor.current });
}

/** The event that counts more; within one, what comes later: it was written over what came before. */
function outranks<Event extends RankedEvent>(a: Running<Event>, b: Running<Event>): boolean {
  if (a.source.rank !== b.source.rank) return a.source.rank < b.source.rank;
  return a.period.index > b.period.index;
}

/** What the period in force says at an instant, until its value ends. */
function segmentOf<Event extends RankedEvent>(
  payloadType: string,
  { source, period }: Running<Event>,
  atMs: number,
): TimelineSegment<Event> {
  const payload = source.payloads.get(period.index) ?? { type: payloadType, values: [] };
  const count = partCount(payload);
  const part = partAt(period, count, atMs);
  const current = partOf(payload, part, count);
  const endAtMs = Math.min(partStartAtMs(period, part + 1, count), period.endAtMs);
  return {
    payloadType,
    fromAtMs: atMs,
    untilAtMs: endAtMs,
    values: current.values,
    interval: {
      event: source.plan.event,
      intervalId: period.placed.interval.id,
      intervalIndex: period.index,
      pass: period.pass,
      subIntervalIndex: count === 1 ? undefined : part,
      startAtMs: partStartAtMs(period, part, count),
      endAtMs,
      payloads: [current],
    },
  };
}
