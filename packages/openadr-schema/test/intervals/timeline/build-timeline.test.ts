import { buildTimeline, type RankedEvent, type Timeline } from "@ven/openadr-schema";
import type { Event as Event301 } from "@ven/openadr-schema/3.0.1";
import type { Event as Event310 } from "@ven/openadr-schema/3.1.0";
import { describe, expect, expectTypeOf, it } from "vitest";
import { at, START, START_AT_MS } from "../../support/expand-event.ts";
import { prices, showLane, showSegments, TIMELINE_OPTIONS } from "../../support/show-timeline.ts";
import { GUIDE_310 } from "../../support/user-guide-events.ts";

describe("buildTimeline", () => {
  const dayAhead = prices("day-ahead", [0.17, 0.22, 0.3, 0.19], { priority: 5 });
  const peak = prices("peak", [1.5], {
    priority: 0,
    intervalPeriod: { start: "2023-02-10T01:30:00Z", duration: "PT1H" },
  });

  it("lets the lower priority number cover the other while it lasts", () => {
    const timeline = buildTimeline([dayAhead, peak], TIMELINE_OPTIONS);
    expect(showLane(timeline, "PRICE")).toEqual([
      "02-10 00:00 to 02-10 01:00 0.17",
      "02-10 01:00 to 02-10 01:30 0.22",
      "02-10 01:30 to 02-10 02:30 1.5",
      "02-10 02:30 to 02-10 03:00 0.3",
      "02-10 03:00 to 02-10 04:00 0.19",
    ]);
    expect(timeline.at("PRICE", at("02-10 02:45"))?.interval).toMatchObject({
      event: dayAhead,
      intervalId: 2,
      startAtMs: at("02-10 02:00"),
      endAtMs: at("02-10 03:00"),
    });
  });

  it("says what holds at an instant, until when, and what comes next", () => {
    const timeline = buildTimeline([dayAhead, peak], TIMELINE_OPTIONS);
    expect(timeline.at("PRICE", at("02-10 01:30"))?.values).toEqual([1.5]);
    expect(timeline.at("PRICE", at("02-10 02:29"))?.values).toEqual([1.5]);
    expect(timeline.at("PRICE", at("02-10 02:30"))?.values).toEqual([0.3]);
    expect(timeline.at("PRICE", at("02-10 04:00"))).toBeUndefined();
    expect(timeline.at("PRICE", at("02-09 23:59"))).toBeUndefined();
    expect(timeline.nextChangeAtMs("PRICE", at("02-09 12:00"))).toBe(START_AT_MS);
    expect(timeline.nextChangeAtMs("PRICE", START_AT_MS)).toBe(at("02-10 01:00"));
    expect(timeline.nextChangeAtMs("PRICE", at("02-10 01:00"))).toBe(at("02-10 01:30"));
    expect(timeline.nextChangeAtMs("PRICE", at("02-10 03:30"))).toBe(at("02-10 04:00"));
    expect(timeline.nextChangeAtMs("PRICE", at("02-10 04:00"))).toBe(Infinity);
    expect(timeline.at("GHG", START_AT_MS)).toBeUndefined();
    expect(timeline.nextChangeAtMs("GHG", START_AT_MS)).toBe(Infinity);
  });

  it("cuts what it walks to the window", () => {
    const timeline = buildTimeline([dayAhead], TIMELINE_OPTIONS);
    const window = { fromAtMs: at("02-10 00:30"), untilAtMs: at("02-10 01:15") };
    expect(showSegments(timeline.segments("PRICE", window))).toEqual([
      "02-10 00:30 to 02-10 01:00 0.17",
      "02-10 01:00 to 02-10 01:15 0.22",
    ]);
  });

  it.each([
    ["a priority beats none", { priority: 99 }, {}],
    ["a priority beats null", { priority: 0 }, { priority: null }],
    [
      "a lower number beats a higher one, however old",
      { priority: 1 },
      { priority: 2, createdDateTime: "2023-01-02T00:00:00Z" },
    ],
    [
      "the later created beats the earlier",
      { createdDateTime: "2023-01-02T00:00:00Z" },
      { createdDateTime: "2023-01-01T23:00:00Z" },
    ],
    [
      "creation is an instant, not a text",
      { createdDateTime: "2023-01-01T23:30:00-02:00" },
      { createdDateTime: "2023-01-02T00:00:00Z" },
    ],
    ["any creation beats none", { createdDateTime: "2000-01-01T00:00:00Z" }, {}],
    [
      "and one that is none",
      { createdDateTime: "2000-01-01T00:00:00Z" },
      { createdDateTime: "14:13:26" },
    ],
    ["the lower id beats the higher", {}, {}],
  ])("ranks events: %s", (_, winning, losing) => {
    const winner = prices("a", [1], winning);
    const loser = prices("b", [2], losing);
    for (const events of [
      [winner, loser],
      [loser, winner],
    ]) {
      expect(showLane(buildTimeline(events, TIMELINE_OPTIONS), "PRICE")).toEqual([
        "02-10 00:00 to 02-10 01:00 1",
      ]);
    }
  });

  it("lets payload types be side by side, whatever the priorities", () => {
    const timeline = buildTimeline(Object.values(GUIDE_310), TIMELINE_OPTIONS);
    expect(timeline.payloadTypes).toEqual([
      "ALERT_GRID_EMERGENCY",
      "CAPACITY_AVAILABLE",
      "CONTROL_SETPOINT",
      "CURVE",
      "DISPATCH_INSTRUCTION",
      "DISPATCH_SETPOINT",
      "EXPORT_CAPACITY_LIMIT",
      "IMPORT_CAPACITY_LIMIT",
      "PRICE",
    ]);
    expect(showLane(timeline, "EXPORT_CAPACITY_LIMIT")).toEqual([
      "02-10 00:00 to 02-10 00:30 4",
      "02-10 00:30 to 02-10 01:00 6",
    ]);
    expect(showLane(timeline, "DISPATCH_SETPOINT")).toEqual(["02-10 00:00 to never 0.5"]);
    expect(timeline.rejected).toEqual([]);
  });

  it("splits packed values for their own type only", () => {
    const event: RankedEvent = {
      ...prices("packed", []),
      intervals: [
        {
          id: 0,
          payloads: [
            { type: "PRICE", values: [1, 2] },
            { type: "GHG", values: [10, 20, 30] },
            { type: "SIMPLE", values: [1] },
          ],
        },
      ],
    };
    const timeline = buildTimeline([event], TIMELINE_OPTIONS);
    expect(showLane(timeline, "PRICE")).toEqual([
      "02-10 00:00 to 02-10 00:30 1",
      "02-10 00:30 to 02-10 01:00 2",
    ]);
    expect(showLane(timeline, "GHG")).toHaveLength(3);
    expect(showLane(timeline, "SIMPLE")).toEqual(["02-10 00:00 to 02-10 01:00 1"]);
    expect(timeline.at("GHG", at("02-10 00:45"))?.interval.subIntervalIndex).toBe(2);
  });

  it("lets a later interval of an event cover an earlier one, and the last payload of a type count", () => {
    const event: RankedEvent = {
      ...prices("base", []),
      intervals: [
        {
          id: 0,
          intervalPeriod: { duration: "P9999Y" },
          payloads: [{ type: "PRICE", values: [1] }],
        },
        {
          id: 1,
          intervalPeriod: { start: "2023-02-10T06:00:00Z" },
          payloads: [
            { type: "PRICE", values: [8] },
            { type: "PRICE", values: [9] },
          ],
        },
      ],
    };
    expect(showLane(buildTimeline([event], TIMELINE_OPTIONS), "PRICE")).toEqual([
      "02-10 00:00 to 02-10 06:00 1",
      "02-10 06:00 to 02-10 07:00 9",
      "02-10 07:00 to never 1",
    ]);
  });

  it("lets a third interval of an event cover the second, behind a first that does not", () => {
    const periods = [
      { start: "2023-02-10T02:00:00Z", duration: "PT1H" },
      { start: START, duration: "PT6H" },
      { start: "2023-02-10T04:00:00Z", duration: "PT1H" },
    ];
    const event: RankedEvent = {
      id: "base",
      intervals: periods.map((intervalPeriod, id) => ({
        id,
        intervalPeriod,
        payloads: [{ type: "PRICE", values: [id] }],
      })),
    };
    expect(showLane(buildTimeline([event], TIMELINE_OPTIONS), "PRICE")).toEqual([
      "02-10 00:00 to 02-10 04:00 1",
      "02-10 04:00 to 02-10 05:00 2",
      "02-10 05:00 to 02-10 06:00 1",
    ]);
  });

  it("reads events of both versions, and gives them back with their own type", () => {
    expectTypeOf<Event301>().toExtend<RankedEvent>();
    expectTypeOf<Event310>().toExtend<RankedEvent>();
    const of310 = (events: readonly Event310[]) => buildTimeline(events, TIMELINE_OPTIONS);
    expectTypeOf<ReturnType<typeof of310>>().toEqualTypeOf<Timeline<Event310>>();
  });
});
