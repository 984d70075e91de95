import { LAST_INSTANT_MS } from "../time/add-duration.ts";
import type { IntervalPlan } from "./interval-plan.ts";
import type { PlacedInterval } from "./place-intervals.ts";

/** One interval of an event in one pass. */
export interface Period {
  readonly placed: PlacedInterval;
  readonly index: number;
  readonly pass: number;
  readonly startAtMs: number;
  /** Cut by `event.duration`. */
  readonly endAtMs: number;
  /** Not cut: what packed values share out among them. */
  readonly wholeEndAtMs: number;
}

/** Some of an event's intervals in order of their starts; equal starts as the event lists them. */
export interface PeriodOrder {
  readonly indexes: readonly number[];
  /** At each place, the index of the one so far that ends last. */
  readonly latestIndexes: readonly number[];
}

/** Puts intervals, given by their indexes in the event's list, ascending, in order. */
export function orderPeriods(plan: IntervalPlan, listed: readonly number[]): PeriodOrder {
  const startAtMs = (index: number) => plan.timesOf(0, index).startAtMs;
  const isInOrder = listed.every((index, i) => {
    const before = listed[i - 1];
    return before === undefined || startAtMs(before) <= startAtMs(index);
  });
  const indexes = isInOrder
    ? listed
    : [...listed].sort((a, b) => compareTimes(startAtMs(a), startAtMs(b)));
  const latestIndexes: number[] = [];
  let latestIndex = indexes[0] ?? 0;
  for (const index of indexes) {
    if (plan.timesOf(0, index).endAtMs > plan.timesOf(0, latestIndex).endAtMs) latestIndex = index;
    latestIndexes.push(latestIndex);
  }
  return { indexes, latestIndexes };
}

/** Subtraction would make two infinities incomparable. */
function compareTimes(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Walks the periods of an event that have not ended, in order of their starts, pass after pass. */
export class PeriodCursor {
  readonly #plan: IntervalPlan;
  readonly #order: PeriodOrder;
  #fromAtMs = -Infinity;
  #pass = 0;
  #position = 0;
  #current: Period | undefined;

  /** @param fromAtMs - what has ended by then is left out, epoch ms */
  constructor(plan: IntervalPlan, order: PeriodOrder, fromAtMs: number) {
    this.#plan = plan;
    this.#order = order;
    this.#current = this.#read();
    this.skipTo(fromAtMs);
  }

  /** The period that is next; `undefined` past the last one. */
  get current(): Period | undefined {
    return this.#current;
  }

  advance(): void {
    do {
      this.#position += 1;
      this.#current = this.#read();
    } while (this.#current !== undefined && hasEnded(this.#current, this.#fromAtMs));
  }

  /**
   * Goes on, if need be, to the first period that has not ended by an instant, over whole passes
   * without walking them. What lasts no time at all has ended after its instant.
   */
  skipTo(fromAtMs: number): void {
    this.#fromAtMs = fromAtMs;
    if (this.#current === undefined || !hasEnded(this.#current, fromAtMs)) return;
    if (fromAtMs > LAST_INSTANT_MS) {
      this.#current = undefined;
      return;
    }
    const pass = this.#plan.passAt(fromAtMs);
    if (pass > this.#pass) {
      this.#pass = pass;
      this.#position = 0;
    }
    const position = this.#firstThatMayRun(fromAtMs);
    this.#position = Math.max(this.#position, position) - 1;
    this.advance();
  }

  /** By halving: all before it have ended, as has the latest of them. */
  #firstThatMayRun(atMs: number): number {
    const { latestIndexes } = this.#order;
    let low = 0;
    let high = latestIndexes.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      const { endAtMs } = this.#plan.timesOf(this.#pass, latestIndexes[middle] ?? 0);
      if (endAtMs >= atMs) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  #read(): Period | undefined {
    const { indexes } = this.#order;
    if (this.#position >= indexes.length && this.#plan.loops) {
      this.#pass += 1;
      this.#position = 0;
    }
    const index = indexes[this.#position];
    const placed = index === undefined ? undefined : this.#plan.placed[index];
    if (index === undefined || placed === undefined) return undefined;
    const { cutAtMs } = this.#plan;
    const { startAtMs, endAtMs: wholeEndAtMs } = this.#plan.timesOf(this.#pass, index);
    if (startAtMs === Infinity || startAtMs >= cutAtMs) return undefined;
    const endAtMs = Math.min(wholeEndAtMs, cutAtMs);
    return { placed, index, pass: this.#pass, startAtMs, endAtMs, wholeEndAtMs };
  }
}

function hasEnded({ startAtMs, endAtMs }: Period, atMs: number): boolean {
  return endAtMs <= atMs && !(startAtMs === endAtMs && startAtMs >= atMs);
}
