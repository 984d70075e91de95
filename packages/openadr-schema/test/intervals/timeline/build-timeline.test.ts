import { keyedRandom } from "@ven/core";
import {
  type BuildTimelineOptions,
  buildTimeline,
  type RankedEvent,
  type Timeline,
  type TimelineSegment,
} from "@ven/openadr-schema";
import type { Event as Event301 } from "@ven/openadr-schema/3.0.1";
import type { Event as Event310 } from "@ven/openadr-schema/3.1.0";
import { describe, expect, expectTypeOf, it } from "vitest";
import { at, START, START_AT_MS } from "../../support/expand-event.ts";
import { showInstant } from "../../support/show-intervals.ts";
import { GUIDE_310 } from "../../support/user-guide-events.ts";

const options: BuildTimelineOptions<RankedEvent> = {
  nowAtMs: START_AT_MS,
  random: keyedRandom("ven-17"),
};

function show(segments: Iterable<TimelineSegment>, most = 20): readonly string[] {
  const lines: string[] = [];
  for (const { fromAtMs, untilAtMs, values } of segments) {
    if (lines.push(`${showInstant(fromAtMs)} to ${showInstant(untilAtMs)} ${values}`) === most)
      break;
  }
  return lines;
}

const all = (timeline: Timeline, type: string) =>
  show(timeline.segments(type, { fromAtMs: -Infinity }));

/** An event of prices, one an hour from START, or from elsewhere. */
function prices(
  id: string,
  values: readonly number[],
  over: Partial<RankedEvent> = {},
): RankedEvent {
  return {
    id,
    intervalPeriod: { start: START, duration: "PT1H" },
    intervals: values.map((value, index) => ({
      id: index,
      payloads: [{ type: "PRICE", values: [value] }],
    })),
    ...over,
  };
}

describe("buildTimeline", () => {
  const dayAhead = prices("day-ahead", [0.17, 0.22, 0.3, 0.19], { priority: 5 });
  const peak = prices("peak", [1.5], {
    priority: 0,
    intervalPeriod: { start: "2023-02-10T01:30:00Z", duration: "PT1H" },
  });

  it("lets the lower priority number cover the other while it lasts", () => {
    const timeline = buildTimeline([dayAhead, peak], options);
    expect(all(timeline, "PRICE")).toEqual([
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
    const timeline = buildTimeline([dayAhead, peak], options);
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
    const timeline = buildTimeline([dayAhead], options);
    const window = { fromAtMs: at("02-10 00:30"), untilAtMs: at("02-10 01:15") };
    expect(show(timeline.segments("PRICE", window))).toEqual([
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
      expect(all(buildTimeline(events, options), "PRICE")).toEqual([
        "02-10 00:00 to 02-10 01:00 1",
      ]);
    }
  });

  it("lets payload types be side by side, whatever the priorities", () => {
    const timeline = buildTimeline(Object.values(GUIDE_310), options);
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
    expect(all(timeline, "EXPORT_CAPACITY_LIMIT")).toEqual([
      "02-10 00:00 to 02-10 00:30 4",
      "02-10 00:30 to 02-10 01:00 6",
    ]);
    expect(all(timeline, "DISPATCH_SETPOINT")).toEqual(["02-10 00:00 to never 0.5"]);
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
    const timeline = buildTimeline([event], options);
    expect(all(timeline, "PRICE")).toEqual([
      "02-10 00:00 to 02-10 00:30 1",
      "02-10 00:30 to 02-10 01:00 2",
    ]);
    expect(all(timeline, "GHG")).toHaveLength(3);
    expect(all(timeline, "SIMPLE")).toEqual(["02-10 00:00 to 02-10 01:00 1"]);
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
    expect(all(buildTimeline([event], options), "PRICE")).toEqual([
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
    expect(all(buildTimeline([event], options), "PRICE")).toEqual([
      "02-10 00:00 to 02-10 04:00 1",
      "02-10 04:00 to 02-10 05:00 2",
      "02-10 05:00 to 02-10 06:00 1",
    ]);
  });

  it("walks an endless tariff under an endless event no further than it must", () => {
    const tariff = prices("tariff", [1, 2], {
      duration: "P9999Y",
      intervalPeriod: { start: "2000-01-01T00:00:00Z", duration: "PT0.001S" },
    });
    const rule = prices("rule", [7], {
      priority: 0,
      intervalPeriod: { start: START, duration: "P9999Y" },
    });
    const timeline = buildTimeline([tariff, rule], options);
    expect(show(timeline.segments("PRICE", { fromAtMs: START_AT_MS - 2 }))).toEqual([
      "02-09 23:59:59.998 to 02-09 23:59:59.999 1",
      "02-09 23:59:59.999 to 02-10 00:00 2",
      "02-10 00:00 to never 7",
    ]);
    const short = prices("short", [7], {
      priority: 0,
      intervalPeriod: { start: START, duration: "P1Y" },
    });
    expect(
      show(buildTimeline([tariff, short], options).segments("PRICE", { fromAtMs: START_AT_MS }), 2),
    ).toEqual(["02-10 00:00 to 02-10 00:00 7", "02-10 00:00 to 02-10 00:00:00.001 1"]);
  });

  it("passes over an endless loop of instants, which hold at no time", () => {
    const instants: RankedEvent = {
      ...prices("instants", []),
      duration: "P9999Y",
      intervals: ["00:00", "01:00"].map((time, id) => ({
        id,
        intervalPeriod: { start: `2023-02-10T${time}:00Z`, duration: "PT0S" },
        payloads: [{ type: "PRICE", values: [1] }],
      })),
    };
    const timeline = buildTimeline([instants], options);
    expect(timeline.payloadTypes).toEqual([]);
    expect(timeline.at("PRICE", START_AT_MS)).toBeUndefined();
  });

  it("leaves out an event that breaks a rule, with the reason, and keeps the others", () => {
    const broken = prices("broken", [1], { intervalPeriod: { duration: "PT1H" } });
    const timeline = buildTimeline([broken, dayAhead], options);
    expect(all(timeline, "PRICE")).toHaveLength(4);
    expect(timeline.rejected).toEqual([
      { event: broken, error: expect.objectContaining({ code: "INVALID_VALUE" }) },
    ]);
    expect(timeline.rejected[0]?.error.message).toContain("event broken, intervals[0]");
  });

  it("anchors each event's now at its own first reading", () => {
    const doItNow = (id: string, value: number) =>
      prices(id, [value], { intervalPeriod: { start: "0001-01-01", duration: "PT1H" } });
    const readAtMs = new Map([
      ["a", at("02-10 06:00")],
      ["b", at("02-10 08:00")],
    ]);
    const timeline = buildTimeline([doItNow("a", 1), doItNow("b", 2)], {
      ...options,
      nowAtMs: ({ id = "" }) => readAtMs.get(id) ?? 0,
    });
    expect(all(timeline, "PRICE")).toEqual([
      "02-10 06:00 to 02-10 07:00 1",
      "02-10 08:00 to 02-10 09:00 2",
    ]);
  });

  it("refuses options and instants that are none", () => {
    expect(() => buildTimeline([dayAhead], { ...options, timeZone: "Mars" })).toThrow("timeZone");
    expect(() => buildTimeline([dayAhead], { ...options, nowAtMs: Number.NaN })).toThrow("nowAtMs");
    const timeline = buildTimeline([dayAhead], options);
    expect(() => timeline.at("PRICE", Number.NaN)).toThrow("instant NaN is not valid");
    expect(() => timeline.segments("PRICE", { fromAtMs: Number.NaN })).toThrow("instant NaN");
  });

  it("reads events of both versions, and gives them back with their own type", () => {
    expectTypeOf<Event301>().toExtend<RankedEvent>();
    expectTypeOf<Event310>().toExtend<RankedEvent>();
    const of310 = (events: readonly Event310[]) => buildTimeline(events, options);
    expectTypeOf<ReturnType<typeof of310>>().toEqualTypeOf<Timeline<Event310>>();
  });
});
