import type { Value } from "../3.0.1/values-map.ts";

/** What is read of a payload. */
export interface TimedPayload {
  readonly type: string;
  readonly values: readonly Value[];
}

/** What is read of an `intervalPeriod`. */
export interface TimedPeriod {
  readonly start?: string;
  readonly duration?: string;
  readonly randomizeStart?: string;
}

/** What is read of an event's interval. */
export interface TimedInterval {
  readonly id: number;
  readonly intervalPeriod?: TimedPeriod;
  readonly payloads: readonly TimedPayload[];
}

/** What is read of an event to place its intervals in time: less than 3.0.1 and 3.1.0 have. */
export interface TimedEvent {
  readonly id?: string;
  /** 3.1.0 only: longer than the intervals it loops them, shorter it cuts them. */
  readonly duration?: string;
  /** What the intervals take where they say nothing. */
  readonly intervalPeriod?: TimedPeriod;
  /** `null`, which no schema allows, is none. */
  readonly intervals?: readonly TimedInterval[] | null;
}

/** Names an event, or a place in it, in an error's message: `event ev-1, intervals[2]`. */
export function eventSubject(event: TimedEvent, place = ""): string {
  const name = `event ${event.id?.slice(0, 128) ?? "(without id)"}`;
  return place === "" ? name : `${name}, ${place}`;
}
