import type { TimedEvent } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import { expand, hours, intervals, START } from "../support/expand-event.ts";

const payloads = [{ type: "SIMPLE", values: [1] }];

describe("expandIntervals on events that break a rule", () => {
  it.each([
    [
      "no start anywhere",
      { intervalPeriod: { duration: "PT1H" }, intervals: intervals(undefined) },
      "event ev-1, intervals[0].intervalPeriod.start undefined is not valid: give the first interval, or the event's intervalPeriod, a start",
    ],
    [
      "an interval without any period",
      {
        intervalPeriod: undefined,
        intervals: intervals({ start: START, duration: "PT1H" }, undefined),
      },
      "event ev-1, intervals[1].intervalPeriod undefined is not valid: give each interval an intervalPeriod, as the event has none",
    ],
    [
      "a start that is none",
      { intervals: intervals(undefined, { start: "tomorrow" }) },
      'event ev-1, intervals[1].intervalPeriod.start "tomorrow" is not valid',
    ],
    [
      "a default start that is none",
      { intervalPeriod: { start: "14:13:26" }, intervals: intervals(undefined) },
      'event ev-1, intervalPeriod.start "14:13:26" is not valid',
    ],
    [
      "a duration that is none",
      { intervals: intervals({ duration: "P4H" }) },
      'event ev-1, intervals[0].intervalPeriod.duration "P4H" is not valid',
    ],
    [
      "a negative duration",
      { intervals: intervals({ duration: "-PT1H" }) },
      'event ev-1, intervals[0].intervalPeriod.duration "-PT1H" is not valid: give a duration that is not negative',
    ],
    [
      "a negative event.duration",
      { duration: "-P1D", intervals: intervals(undefined) },
      'event ev-1, duration "-P1D" is not valid',
    ],
    [
      "an endless randomizeStart",
      { intervals: intervals({ randomizeStart: "P9999Y" }) },
      'event ev-1, intervals[0].intervalPeriod.randomizeStart "P9999Y" is not valid: give a finite duration',
    ],
  ])("refuses %s, naming event and interval", (_, over, message) => {
    const broken = JSON.parse(JSON.stringify(hours({ ...(over as Partial<TimedEvent>) })));
    expect(() => expand(broken)).toThrow(message);
  });

  it("takes intervals of null, which only JavaScript gives, for none", () => {
    expect(expand(hours({ intervals: null }))).toEqual([]);
  });

  it("refuses times that are none", () => {
    const one = hours({ intervals: intervals(undefined) });
    expect(() => expand(one, { nowAtMs: Number.NaN })).toThrow("nowAtMs NaN is not valid");
    expect(() => expand(one, { fromAtMs: Number.NaN })).toThrow("fromAtMs NaN is not valid");
    expect(() => expand(one, { timeZone: "Mars/Olympus" })).toThrow('timeZone "Mars/Olympus"');
  });
});

describe("expandIntervals on hostile events", () => {
  const hostile = (over: Partial<TimedEvent>): TimedEvent => ({
    id: "x".repeat(100_000),
    intervalPeriod: { start: START, duration: "PT1H" },
    ...over,
  });

  it("refuses a million intervals by their number, in a short message", () => {
    const intervals = new Array(1_000_000).fill({ id: 0, payloads });
    expect(() => expand(hostile({ intervals }))).toThrow(
      /^event x{128}, number of intervals 1000000 is not valid: give at most 210240$/,
    );
    expect(expand(hostile({ intervals: intervals.slice(0, 210_240) }), {}, 1)).toHaveLength(1);
  });

  it("takes durations beyond all dates for endless, and refuses numbers beyond all counting", () => {
    const long = (duration: string) =>
      expand(
        hostile({ intervalPeriod: { start: START, duration }, intervals: [{ id: 0, payloads }] }),
      );
    for (const duration of ["P999999999Y", "P9007199254740991D", "PT9007199254740991S"]) {
      expect(long(duration)).toEqual(["0: 02-10 00:00 to never SIMPLE 1"]);
    }
    expect(() => long("P99999999999999999999Y")).toThrow(
      "make each of its parts smaller than 2^53",
    );
    expect(() => long(`P${"9".repeat(100_000)}Y`)).toThrow("at most 64 characters");
  });

  it("walks a million packed values only as far as asked", () => {
    const values = new Array(1_000_000).fill(0.5);
    const packed = hostile({ intervals: [{ id: 0, payloads: [{ type: "PRICE", values }] }] });
    expect(expand(packed, {}, 2)).toEqual([
      "0.0: 02-10 00:00 to 02-10 00:00:00.004 PRICE 0.5",
      "0.1: 02-10 00:00:00.004 to 02-10 00:00:00.007 PRICE 0.5",
    ]);
  });

  it("does not repeat what lasts no time at all", () => {
    const instants = hostile({
      duration: "P9999Y",
      intervals: [{ id: 0, intervalPeriod: { duration: "PT0S" }, payloads }],
    });
    expect(expand(instants)).toEqual(["0: 02-10 00:00 to 02-10 00:00 SIMPLE 1"]);
  });

  it("jumps to the end of all dates", () => {
    const looped = hostile({ duration: "P9999Y", intervals: [{ id: 0, payloads }] });
    expect(expand(looped, { fromAtMs: 8.64e15 - 7_200_000 }, 3).length).toBeGreaterThan(0);
    expect(expand(looped, { fromAtMs: Number.MAX_VALUE }, 3)).toEqual([]);
  });
});
