import { buildTimeline, type RankedEvent } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import { at, START, START_AT_MS } from "../../support/expand-event.ts";
import { prices, showLane, showSegments, TIMELINE_OPTIONS } from "../../support/show-timeline.ts";

describe("buildTimeline on events without end, of no length and against the rules", () => {
  const dayAhead = prices("day-ahead", [0.17, 0.22, 0.3, 0.19], { priority: 5 });

  it("walks an endless tariff under an endless event no further than it must", () => {
    const tariff = prices("tariff", [1, 2], {
      duration: "P9999Y",
      intervalPeriod: { start: "2000-01-01T00:00:00Z", duration: "PT0.001S" },
    });
    const rule = prices("rule", [7], {
      priority: 0,
      intervalPeriod: { start: START, duration: "P9999Y" },
    });
    const timeline = buildTimeline([tariff, rule], TIMELINE_OPTIONS);
    expect(showSegments(timeline.segments("PRICE", { fromAtMs: START_AT_MS - 2 }))).toEqual([
      "02-09 23:59:59.998 to 02-09 23:59:59.999 1",
      "02-09 23:59:59.999 to 02-10 00:00 2",
      "02-10 00:00 to never 7",
    ]);
    const short = prices("short", [7], {
      priority: 0,
      intervalPeriod: { start: START, duration: "P1Y" },
    });
    expect(
      showSegments(
        buildTimeline([tariff, short], TIMELINE_OPTIONS).segments("PRICE", {
          fromAtMs: START_AT_MS,
        }),
        2,
      ),
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
    const timeline = buildTimeline([instants], TIMELINE_OPTIONS);
    expect(timeline.payloadTypes).toEqual([]);
    expect(timeline.at("PRICE", START_AT_MS)).toBeUndefined();
  });

  it("leaves out an event that breaks a rule, with the reason, and keeps the others", () => {
    const broken = prices("broken", [1], { intervalPeriod: { duration: "PT1H" } });
    const timeline = buildTimeline([broken, dayAhead], TIMELINE_OPTIONS);
    expect(showLane(timeline, "PRICE")).toHaveLength(4);
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
      ...TIMELINE_OPTIONS,
      nowAtMs: ({ id = "" }) => readAtMs.get(id) ?? 0,
    });
    expect(showLane(timeline, "PRICE")).toEqual([
      "02-10 06:00 to 02-10 07:00 1",
      "02-10 08:00 to 02-10 09:00 2",
    ]);
  });

  it("refuses options and instants that are none", () => {
    expect(() => buildTimeline([dayAhead], { ...TIMELINE_OPTIONS, timeZone: "Mars" })).toThrow(
      "timeZone",
    );
    expect(() => buildTimeline([dayAhead], { ...TIMELINE_OPTIONS, nowAtMs: Number.NaN })).toThrow(
      "nowAtMs",
    );
    const timeline = buildTimeline([dayAhead], TIMELINE_OPTIONS);
    expect(() => timeline.at("PRICE", Number.NaN)).toThrow("instant NaN is not valid");
    expect(() => timeline.segments("PRICE", { fromAtMs: Number.NaN })).toThrow("instant NaN");
  });
});
