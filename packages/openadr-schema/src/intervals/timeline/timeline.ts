import type { InvalidValueError } from "@ven/core";
import type { EventInterval } from "../event-interval.ts";
import type { TimedEvent, TimedPayload } from "../timed-event.ts";

/** What is read of an event to tell which of several counts: less than 3.0.1 and 3.1.0 have. */
export interface RankedEvent extends TimedEvent {
  /** 0 or more; a lower number comes first, none comes last. */
  readonly priority?: number | null;
  /** RFC 3339. */
  readonly createdDateTime?: string;
}

/** A span in which one interval's values hold for a payload type. */
export interface TimelineSegment<Event extends RankedEvent = RankedEvent> {
  readonly payloadType: string;
  /** Epoch ms; not before what was asked for. */
  readonly fromAtMs: number;
  /** Epoch ms; not after what was asked for, `Infinity` if it never ends. */
  readonly untilAtMs: number;
  readonly values: TimedPayload["values"];
  /** The interval, or the part of it, whole: higher events may cover some of it. */
  readonly interval: EventInterval<Event>;
}

/** An event that broke a rule and has no place in a timeline. */
export interface RejectedEvent<Event> {
  readonly event: Event;
  /** Names the event and the place in it. */
  readonly error: InvalidValueError;
}

/** Which part of a timeline to walk. */
export interface TimelineWindow {
  /** Epoch ms; `-Infinity` for the beginning. */
  readonly fromAtMs: number;
  /** Epoch ms; the walk ends before it. @defaultValue Infinity */
  readonly untilAtMs?: number;
}

/** What several events together ask for, for each payload type and instant. */
export interface Timeline<Event extends RankedEvent = RankedEvent> {
  /** The payload types that some event carries, sorted. */
  readonly payloadTypes: readonly string[];
  /** Events left out because they break a rule; the others hold all the same. */
  readonly rejected: readonly RejectedEvent<Event>[];
  /** What holds for a payload type at an instant, from then on; `undefined` if nothing does. */
  at(payloadType: string, atMs: number): TimelineSegment<Event> | undefined;
  /** The first later instant at which another interval, another value of it, or none holds; or `Infinity`. */
  nextChangeAtMs(payloadType: string, atMs: number): number;
  /** What holds for a payload type in a window, in order, never two at once; lazily, as it may not end. */
  segments(payloadType: string, window: TimelineWindow): Iterable<TimelineSegment<Event>>;
}
