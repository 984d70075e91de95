import { expandIntervals, type TimedEvent } from "@ven/openadr-schema";
import type { Event as Event301 } from "@ven/openadr-schema/3.0.1";
import type { Event as Event310 } from "@ven/openadr-schema/3.1.0";
import { describe, expect, expectTypeOf, it } from "vitest";
import { at, expand, hours, intervals, START_AT_MS } from "../support/expand-event.ts";
import { showIntervals } from "../support/show-intervals.ts";

describe("expandIntervals", () => {
  it("reads events of both versions, and gives them back with their own type", () => {
    const options = { nowAtMs: 0, random: () => 0 };
    const of301 = (one: Event301) => expandIntervals(one, { version: "3.0.1", ...options });
    const of310 = (one: Event310) => expandIntervals(one, { version: "3.1.0", ...options });
    expectTypeOf<Event301>().toExtend<TimedEvent>();
    expectTypeOf<Event310>().toExtend<TimedEvent>();
    type EventOf<Call extends (event: never) => unknown> =
      ReturnType<Call> extends Iterable<infer Item> ? Item["event" & keyof Item] : never;
    expectTypeOf<EventOf<typeof of301>>().toEqualTypeOf<Event301>();
    expectTypeOf<EventOf<typeof of310>>().toEqualTypeOf<Event310>();
  });

  it("overrides the defaults field by field, and lets gaps and overlaps be", () => {
    const list = intervals(
      undefined,
      { start: "2023-02-10T04:00:00Z" },
      { duration: "PT30M" },
      { start: "2023-02-10T04:15:00Z", duration: "PT1H" },
    );
    expect(expand(hours({ intervals: list }))).toEqual([
      "0: 02-10 00:00 to 02-10 01:00",
      "1: 02-10 04:00 to 02-10 05:00",
      "3: 02-10 04:15 to 02-10 05:15",
      "2: 02-10 05:00 to 02-10 05:30",
    ]);
  });

  it.each([
    ["the event's", { start: "0001-01-01T00:00:00Z", duration: "PT1H" }, undefined],
    [
      "the event's and the first interval's",
      { start: "0001-01-01" },
      { start: "0001-01-01", duration: "PT1H" },
    ],
    [
      "the first interval's, without defaults",
      undefined,
      { start: "0001-01-01T00:00:00", duration: "PT1H" },
    ],
    [
      "the first interval's, with a default duration only",
      { duration: "PT1H" },
      { start: "0001-01-01" },
    ],
  ])("begins now, when the event was first read, if %s start is now", (_, intervalPeriod, own) => {
    const { intervalPeriod: __, ...bare } = hours({
      intervals: intervals(own, { duration: "PT2H" }),
    });
    const full = intervalPeriod === undefined ? bare : { ...bare, intervalPeriod };
    expect(expand(full, { nowAtMs: at("02-11 12:30") })).toEqual([
      "0: 02-11 12:30 to 02-11 13:30",
      "1: 02-11 13:30 to 02-11 15:30",
    ]);
  });

  it("takes now on the first interval for the event's start if there is one", () => {
    const list = intervals({ start: "0001-01-01" }, undefined);
    expect(expand(hours({ intervals: list }))).toEqual([
      "0: 02-10 00:00 to 02-10 01:00",
      "1: 02-10 01:00 to 02-10 02:00",
    ]);
  });

  it("takes now on a later interval for right after the one before, even after a gap", () => {
    const list = intervals(undefined, { start: "2023-02-10T05:00:00Z" }, { start: "0001-01-01" });
    expect(expand(hours({ intervals: list }))).toEqual([
      "0: 02-10 00:00 to 02-10 01:00",
      "1: 02-10 05:00 to 02-10 06:00",
      "2: 02-10 06:00 to 02-10 07:00",
    ]);
  });

  it("skips ahead to the interval that runs when the event is read, or from where you ask", () => {
    const day = hours({ intervals: intervals(...new Array(24).fill(undefined)) });
    expect(expand(day, { nowAtMs: at("02-10 06:10") }, 1)).toEqual([
      "6: 02-10 06:00 to 02-10 07:00",
    ]);
    expect(expand(day, { nowAtMs: at("02-10 06:00") }, 1)).toEqual([
      "6: 02-10 06:00 to 02-10 07:00",
    ]);
    expect(expand(day, { nowAtMs: at("02-10 23:30") })).toHaveLength(1);
    expect(expand(day, { nowAtMs: at("02-11 00:00") })).toEqual([]);
    expect(expand(day, { nowAtMs: at("02-11 00:00"), fromAtMs: -Infinity })).toHaveLength(24);
    expect(expand(day, { fromAtMs: at("02-10 22:00") })).toHaveLength(2);
    expect(expand(day, { fromAtMs: Infinity })).toEqual([]);
  });

  it("skips ahead within an interval to the value that holds", () => {
    const packed = hours({
      intervals: [{ id: 7, payloads: [{ type: "PRICE", values: [1, 2, 3, 4] }] }],
    });
    expect(expand(packed, { fromAtMs: at("02-10 00:40") })).toEqual([
      "7.2: 02-10 00:30 to 02-10 00:45 PRICE 3",
      "7.3: 02-10 00:45 to 02-10 01:00 PRICE 4",
    ]);
  });

  it("keeps an instant right where an interval ends, while it is not past", () => {
    const event = hours({ intervals: intervals(undefined, { duration: "PT0S" }) });
    expect(expand(event, { fromAtMs: at("02-10 01:00") })).toEqual([
      "1: 02-10 01:00 to 02-10 01:00",
    ]);
  });

  it("keeps an interval of no length while its instant is not past", () => {
    const instant = hours({ intervals: intervals({ duration: "PT0S" }) });
    expect(expand(instant)).toEqual(["0: 02-10 00:00 to 02-10 00:00"]);
    expect(expand(instant, { fromAtMs: START_AT_MS + 1 })).toEqual([]);
  });

  it("never begins what follows an interval without end", () => {
    const list = intervals({ duration: "P9999Y" }, undefined, { start: "2023-02-12T00:00:00Z" });
    expect(expand(hours({ intervals: list }))).toEqual([
      "0: 02-10 00:00 to never",
      "2: 02-12 00:00 to 02-12 01:00",
    ]);
    const packed = {
      id: 0,
      intervalPeriod: { duration: "P9999Y" },
      payloads: [{ type: "PRICE", values: [1, 2] }],
    };
    expect(expand(hours({ intervals: [packed] }))).toEqual(["0.0: 02-10 00:00 to never PRICE 1"]);
  });

  it("splits wherever one of several packed payloads changes", () => {
    const packed = hours({
      intervals: [
        {
          id: 3,
          payloads: [
            { type: "PRICE", values: [1, 2, 3] },
            { type: "GHG", values: [10, 20] },
            { type: "SIMPLE", values: [1] },
            { type: "OLS", values: [0.1, 0.2] },
          ],
        },
      ],
    });
    expect(expand(packed)).toEqual([
      "3.0: 02-10 00:00 to 02-10 00:20 PRICE 1, GHG 10, SIMPLE 1, OLS 0.1 0.2",
      "3.1: 02-10 00:20 to 02-10 00:30 PRICE 2, GHG 10, SIMPLE 1, OLS 0.1 0.2",
      "3.2: 02-10 00:30 to 02-10 00:40 PRICE 2, GHG 20, SIMPLE 1, OLS 0.1 0.2",
      "3.3: 02-10 00:40 to 02-10 01:00 PRICE 3, GHG 20, SIMPLE 1, OLS 0.1 0.2",
    ]);
  });

  it("does not split private types, nor names that objects inherit", () => {
    for (const type of ["MY_PRICE", "constructor", "__proto__"]) {
      const list = [{ id: 0, payloads: [{ type, values: [1, 2] }] }];
      expect(expand(hours({ intervals: list }))).toEqual([
        `0: 02-10 00:00 to 02-10 01:00 ${type} 1 2`,
      ]);
    }
  });

  it("starts over each time it is walked", () => {
    const walked = expandIntervals(hours({ intervals: intervals(undefined) }), {
      version: "3.1.0",
      nowAtMs: START_AT_MS,
      random: () => 0,
    });
    expect(showIntervals(walked)).toEqual(showIntervals(walked));
    expect(showIntervals(walked)).toHaveLength(1);
  });
});
