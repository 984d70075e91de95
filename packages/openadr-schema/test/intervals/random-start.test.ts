import { keyedRandom } from "@ven/core";
import {
  type EventInterval,
  expandIntervals,
  type RandomStart,
  type TimedEvent,
} from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import { expand, hours, intervals, START, START_AT_MS } from "../support/expand-event.ts";

/** The greatest shift for the intervals named, none for the others. */
const latest =
  (...indexes: readonly number[]): RandomStart =>
  (_, index) =>
    indexes.includes(index) ? 1 : 0.5;
const earliest: RandomStart = () => 0;

const randomized = (over: Partial<TimedEvent>, duration = "PT1H") =>
  hours({ intervalPeriod: { start: START, duration, randomizeStart: "PT5M" }, ...over });

const starts = (event: TimedEvent, random: RandomStart): readonly EventInterval[] => [
  ...expandIntervals(event, {
    version: "3.1.0",
    nowAtMs: START_AT_MS,
    fromAtMs: -Infinity,
    random,
  }),
];

describe("randomizeStart", () => {
  it("moves the first start either way within its bound, and what follows along with it", () => {
    const event = randomized({ intervals: intervals(undefined, { duration: "PT2H" }) });
    expect(expand(event, { random: latest(0) })).toEqual([
      "0: 02-10 00:05 to 02-10 01:05",
      "1: 02-10 01:05 to 02-10 03:05",
    ]);
    expect(expand(event, { random: earliest })[0]).toBe("0: 02-09 23:55 to 02-10 00:55");
  });

  it("moves absolute starts by the same amount", () => {
    const event = randomized({
      intervals: intervals(undefined, { start: "2023-02-10T06:00:00Z" }, undefined),
    });
    expect(expand(event, { random: latest(0, 1, 2) })).toEqual([
      "0: 02-10 00:05 to 02-10 01:05",
      "1: 02-10 06:05 to 02-10 07:05",
      "2: 02-10 07:05 to 02-10 08:05",
    ]);
  });

  it("moves anew from an interval with a bound of its own, and what comes behind it too", () => {
    const event = randomized({
      intervals: intervals(
        undefined,
        { start: "2023-02-10T06:00:00Z", randomizeStart: "PT10M" },
        undefined,
        { start: "2023-02-10T12:00:00Z" },
      ),
    });
    expect(expand(event, { random: latest(1) })).toEqual([
      "0: 02-10 00:00 to 02-10 01:00",
      "1: 02-10 06:10 to 02-10 07:10",
      "2: 02-10 07:10 to 02-10 08:10",
      "3: 02-10 12:10 to 02-10 13:10",
    ]);
  });

  it("moves the border where an interval with its own bound follows another", () => {
    const event = hours({
      intervals: intervals(undefined, { randomizeStart: "PT10M" }, undefined),
    });
    expect(expand(event, { random: latest(1) })).toEqual([
      "0: 02-10 00:00 to 02-10 01:10",
      "1: 02-10 01:10 to 02-10 02:10",
      "2: 02-10 02:10 to 02-10 03:10",
    ]);
    const early = hours({ intervals: intervals(undefined, { randomizeStart: "PT3H" }) });
    expect(expand(early, { random: earliest })).toEqual([
      "0: 02-10 00:00 to 02-10 00:00",
      "1: 02-10 00:00 to 02-10 01:00",
    ]);
  });

  it("lets the first interval's bound override the event's", () => {
    const event = randomized({ intervals: intervals({ randomizeStart: "-PT20M" }) });
    expect(expand(event, { random: latest(0) })).toEqual(["0: 02-10 00:20 to 02-10 01:20"]);
    const none = randomized({ intervals: intervals({ randomizeStart: "PT0S" }) });
    expect(expand(none)).toEqual(["0: 02-10 00:00 to 02-10 01:00"]);
  });

  it("moves every pass of a loop alike, and its end with it", () => {
    const event = randomized({ duration: "PT3H", intervals: intervals(undefined, undefined) });
    expect(expand(event, { random: latest(0) })).toEqual([
      "0: 02-10 00:05 to 02-10 01:05",
      "1: 02-10 01:05 to 02-10 02:05",
      "0: 02-10 02:05 to 02-10 03:05",
    ]);
  });

  it("carries no interval out of its pass", () => {
    const wide = { duration: "PT10M", randomizeStart: "PT5H" };
    const event = hours({
      duration: "PT4H",
      intervals: intervals(undefined, { start: "2023-02-10T01:00:00Z", ...wide }),
    });
    for (const random of [latest(1), earliest]) {
      const all = starts(event, random);
      for (const [i, one] of all.entries()) {
        expect(one.endAtMs).toBeGreaterThanOrEqual(one.startAtMs);
        expect(one.startAtMs).toBeGreaterThanOrEqual(all[i - 1]?.startAtMs ?? -Infinity);
      }
    }
  });

  it("gives the same shift for the same seed, event and interval, and another for any other", () => {
    const event = randomized({ intervals: intervals(undefined) }, "PT30M");
    const shiftMs = (seed: string, id = "ev-1") =>
      (starts({ ...event, id }, keyedRandom(seed))[0]?.startAtMs ?? 0) - START_AT_MS;
    expect(shiftMs("ven-17")).toBe(shiftMs("ven-17"));
    const shifts = new Set([shiftMs("ven-17"), shiftMs("ven-18"), shiftMs("ven-17", "ev-2")]);
    expect(shifts.size).toBe(3);
  });

  it("spreads a fleet evenly over the bound", () => {
    const event = randomized({ intervals: intervals(undefined) });
    const quarters = [0, 0, 0, 0];
    for (let ven = 0; ven < 2_000; ven += 1) {
      const [first] = starts(event, keyedRandom(`ven-${ven}`));
      const shiftMs = (first?.startAtMs ?? 0) - START_AT_MS;
      const quarter = Math.floor((shiftMs + 300_000) / 150_000);
      quarters[quarter] = (quarters[quarter] ?? 0) + 1;
    }
    // 500 each are expected; five standard deviations are 97.
    for (const count of quarters) expect(Math.abs(count - 500)).toBeLessThan(97);
  });

  it("refuses a random number that is not 0 to 1", () => {
    const event = randomized({ intervals: intervals(undefined) });
    for (const share of [1.01, -0.01, Number.NaN]) {
      expect(() => expand(event, { random: () => share })).toThrow(
        `random number ${share} is not valid: return 0 to 1 from options.random`,
      );
    }
  });
});
