import {
  type ExpandIntervalsOptions,
  expandIntervals,
  type TimedEvent,
  type TimedInterval,
  type TimedPeriod,
} from "@ven/openadr-schema";
import { showIntervals } from "./show-intervals.ts";

/** 10 February 2023, the day of the User Guide's examples. */
export const START = "2023-02-10T00:00:00Z";
export const START_AT_MS: number = Date.parse(START);

/** `02-10 06:00` of 2023 as epoch ms. */
export function at(text: string): number {
  return Date.parse(`2023-${text.replace(" ", "T")}:00Z`);
}

/** An event of hours from {@link START}. */
export function hours(over: Partial<TimedEvent>): TimedEvent {
  return { id: "ev-1", intervalPeriod: { start: START, duration: "PT1H" }, ...over };
}

/** Intervals without payloads, numbered from 0. */
export function intervals(...periods: (TimedPeriod | undefined)[]): readonly TimedInterval[] {
  return periods.map((intervalPeriod, id) => ({
    id,
    payloads: [],
    ...(intervalPeriod === undefined ? {} : { intervalPeriod }),
  }));
}

/** The lines of an event of 3.1.0 read at {@link START}, of which nothing starts at random. */
export function expand(
  event: TimedEvent,
  options: Partial<ExpandIntervalsOptions> = {},
  most = 100,
): readonly string[] {
  const random = () => {
    throw new Error("no random number was asked for");
  };
  const all = { version: "3.1.0", nowAtMs: START_AT_MS, random, ...options } as const;
  return showIntervals(expandIntervals(event, all), most);
}
