import {
  buildTimeline,
  type EventTimeOptions,
  expandIntervals,
  type OpenAdrVersion,
  reportObligations,
} from "@ven/openadr-schema";
import { describe, expect, expectTypeOf, it } from "vitest";
import { START, START_AT_MS } from "../support/expand-event.ts";
import { prices, showLane } from "../support/show-timeline.ts";

const options = { nowAtMs: START_AT_MS, random: () => 0.5 };

/** A tariff that begins and says nothing of its end. */
const tariff = {
  ...prices("tariff", [0.17], { intervalPeriod: { start: START } }),
  reportDescriptors: [{ payloadType: "USAGE", historical: false }],
};

/** What reads an event's times. */
const readers: Readonly<Record<string, (options: EventTimeOptions) => unknown>> = {
  expandIntervals: (given) => expandIntervals(tariff, given),
  buildTimeline: (given) => buildTimeline([tariff], given),
  reportObligations: (given) => reportObligations({ ...tariff, reportDescriptors: [] }, given),
};

describe("the version of an event", () => {
  it("decides whether a price without a duration holds for ever (3.0.1) or never (3.1.0)", () => {
    const lane = (version: OpenAdrVersion) =>
      showLane(buildTimeline([tariff], { ...options, version }), "PRICE");
    expect(lane("3.0.1")).toEqual(["02-10 00:00 to never 0.17"]);
    expect(lane("3.1.0")).toEqual([]);
    const ends = (version: OpenAdrVersion) =>
      [...expandIntervals(tariff, { ...options, version })].map(({ endAtMs }) => endAtMs);
    expect(ends("3.0.1")).toEqual([Infinity]);
    expect(ends("3.1.0")).toEqual([START_AT_MS]);
    const covered = (version: OpenAdrVersion) =>
      [...reportObligations(tariff, { ...options, version })].flatMap((asked) =>
        asked.kind === "scheduled" ? asked.intervals.map(({ endAtMs }) => endAtMs) : [],
      );
    expect(covered("3.0.1")).toEqual([Infinity]);
    expect(covered("3.1.0")).toEqual([START_AT_MS]);
  });

  it("must be given: nothing is guessed", () => {
    expectTypeOf<{ nowAtMs: number; random: () => number }>().not.toExtend<EventTimeOptions>();
  });

  it.each(
    Object.keys(readers).flatMap((name) => [
      [name, undefined, 'version undefined is not valid: give "3.0.1" or "3.1.0"'],
      [name, "3.1", 'version "3.1" is not valid: give "3.0.1" or "3.1.0"'],
    ]),
  )("is refused by %s at once if it is %j", (name, version, message) => {
    const given = { ...options, version } as EventTimeOptions;
    expect(() => readers[name]?.(given)).toThrow(message);
  });
});
