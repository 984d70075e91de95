import type { TimedEvent, TimedPayload } from "./timed-event.ts";

/** An interval of an event, or the part of it for which one of its packed values holds. */
export interface EventInterval<Event extends TimedEvent = TimedEvent> {
  readonly event: Event;
  /** As the event gives it; reports quote it, also for a sub-interval. */
  readonly intervalId: number;
  /** Where the interval stands in the event's list. */
  readonly intervalIndex: number;
  /** Which repetition of the list this is, from 0. */
  readonly pass: number;
  /** Which part of the interval this is, from 0; `undefined` for a whole interval. */
  readonly subIntervalIndex: number | undefined;
  /** Epoch ms. */
  readonly startAtMs: number;
  /** Epoch ms; the first instant at which it holds no more, `Infinity` if it never ends. */
  readonly endAtMs: number;
  /** With the values of this part only. */
  readonly payloads: readonly TimedPayload[];
}
