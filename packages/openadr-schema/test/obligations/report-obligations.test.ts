import {
  type DescriptorOf,
  type ReportingEvent,
  type ReportObligation,
  reportObligations,
} from "@ven/openadr-schema";
import type {
  Event as Event301,
  ReportDescriptor as ReportDescriptor301,
} from "@ven/openadr-schema/3.0.1";
import type {
  Event as Event310,
  ReportDescriptor as ReportDescriptor310,
} from "@ven/openadr-schema/3.1.0";
import { describe, expect, expectTypeOf, it } from "vitest";
import { at, hours, intervals, START, START_AT_MS } from "../support/expand-event.ts";
import { asking, showObligations } from "../support/show-obligations.ts";

const options = { version: "3.1.0", nowAtMs: START_AT_MS, random: () => 0.5 } as const;

describe("reportObligations", () => {
  it("reads events of both versions, and gives back the descriptors of their own", () => {
    expectTypeOf<Event301>().toExtend<ReportingEvent>();
    expectTypeOf<Event310>().toExtend<ReportingEvent>();
    expectTypeOf<DescriptorOf<Event301>>().toEqualTypeOf<ReportDescriptor301>();
    expectTypeOf<DescriptorOf<Event310>>().toEqualTypeOf<ReportDescriptor310>();
    const of310 = (event: Event310) => reportObligations(event, options);
    expectTypeOf<ReturnType<typeof of310>>().toEqualTypeOf<Iterable<ReportObligation<Event310>>>();
  });

  it("passes on the descriptor with its targets, and how free the intervals are", () => {
    const descriptor = {
      payloadType: "USAGE",
      targets: ["group-1"],
      reportIntervals: "SUB_INTERVALS",
    } as const;
    const event = {
      ...hours({ intervals: intervals(undefined) }),
      reportDescriptors: [descriptor],
    };
    const [obligation] = reportObligations(event, options);
    expect(obligation).toEqual({
      kind: "scheduled",
      event,
      descriptor,
      descriptorIndex: 0,
      reportIntervals: "SUB_INTERVALS",
      resourceName: undefined,
      reportIndex: 0,
      dueAtMs: at("02-10 01:00"),
      isOverdue: false,
      intervals: [{ intervalId: 0, pass: 0, startAtMs: START_AT_MS, endAtMs: at("02-10 01:00") }],
    });
  });

  it("asks for nothing where nothing is asked for", () => {
    expect(showObligations(hours({ intervals: intervals(undefined) }))).toEqual([]);
    expect(showObligations({ ...hours({}), reportDescriptors: null })).toEqual([]);
  });

  it("lets frequency default to numIntervals, and stops with the last interval", () => {
    const pairs = asking(5, { startInterval: 1, numIntervals: 2, repeat: -1 });
    expect(showObligations(pairs)).toEqual([
      "USAGE 0 due 02-10 02:00 covers 0 1",
      "USAGE 1 due 02-10 04:00 covers 2 3",
    ]);
    expect(showObligations(asking(5, { startInterval: 5 }))).toEqual([]);
    expect(showObligations(asking(5, { repeat: 0 }))).toEqual([]);
  });

  it("covers the last few intervals where only their number is given, read either way", () => {
    const event = asking(5, { numIntervals: 2 });
    for (const startIntervalReading of ["generation-point", "first-covered"] as const) {
      expect(showObligations(event, { startIntervalReading })).toEqual([
        "USAGE 0 due 02-10 05:00 covers 3 4",
      ]);
    }
  });

  it("goes on through the passes of a loop, past their borders", () => {
    const looped = asking(
      3,
      { startInterval: 1, numIntervals: 2, frequency: 2, repeat: -1 },
      { duration: "PT10H" },
    );
    expect(showObligations(looped)).toEqual([
      "USAGE 0 due 02-10 02:00 covers 0 1",
      "USAGE 1 due 02-10 04:00 covers 2 0",
      "USAGE 2 due 02-10 06:00 covers 1 2",
      "USAGE 3 due 02-10 08:00 covers 0 1",
      "USAGE 4 due 02-10 10:00 covers 2 0",
    ]);
  });

  it("covers the rest of each pass of a loop, read as first covered", () => {
    const looped = asking(4, { startInterval: 1, repeat: 2 }, { duration: "P9999Y" });
    expect(showObligations(looped, { startIntervalReading: "first-covered" })).toEqual([
      "USAGE 0 due 02-10 04:00 covers 1 2 3",
      "USAGE 1 due 02-10 08:00 covers 1 2 3",
    ]);
    const rolling = asking(
      3,
      { startInterval: 0, numIntervals: 3, frequency: 1, repeat: -1 },
      { duration: "P9999Y" },
    );
    const later = { startIntervalReading: "first-covered", nowAtMs: at("02-11 00:30") } as const;
    expect(showObligations(rolling, later, 2)).toEqual([
      "USAGE 21 was due 02-11 00:00 covers 0 1 2",
      "USAGE 22 due 02-11 01:00 covers 1 2 0",
    ]);
  });

  it("takes for last the last interval that event.duration leaves", () => {
    expect(showObligations(asking(24, {}, { duration: "PT3H30M" }))).toEqual([
      "USAGE 0 due 02-10 03:30 covers 0 1 2 3",
    ]);
  });

  it("implies as many intervals as the event lasts, or as a report covers", () => {
    const implied = (descriptor: object, over = {}) => asking(0, descriptor, over);
    expect(showObligations(implied({ numIntervals: 3 }))).toEqual([
      "USAGE 0 due 02-10 03:00 covers 0 1 2",
    ]);
    expect(showObligations(implied({}))).toEqual(["USAGE 0 due 02-10 01:00 covers 0"]);
    expect(showObligations(implied({}, { duration: "PT4H" }))).toEqual([
      "USAGE 0 due 02-10 04:00 covers 0 1 2 3",
    ]);
    expect(showObligations(implied({ numIntervals: 2, repeat: -1 }, { duration: "PT5H" }))).toEqual(
      ["USAGE 0 due 02-10 05:00 covers 3 4"],
    );
    expect(showObligations(implied({ numIntervals: 3 }, { duration: "PT0S" }))).toEqual([
      "USAGE 0 due 02-10 03:00 covers 0 1 2",
    ]);
  });

  it.each([
    ["no period", undefined],
    ["no start", { duration: "PT1H" }],
    ["no duration", { start: START }],
    ["no length", { start: START, duration: "PT0S" }],
    ["no end", { start: START, duration: "P9999Y" }],
  ])("leaves it to the VEN where an event without intervals has %s", (_, intervalPeriod) => {
    const event = JSON.parse(
      JSON.stringify(asking(0, { repeat: -1 }, { intervalPeriod } as object)),
    );
    expect(showObligations(event)).toEqual(["USAGE ad hoc INTERVALS"]);
  });

  it("implies none where the one interval that 3.0.1 requires has times of its own", () => {
    const notUsed = [{ type: "REQUIRED_BUT_NOT_USED", values: [0] }];
    const own = [{ id: 7, intervalPeriod: { duration: "PT2H" }, payloads: notUsed }];
    expect(showObligations(asking(0, { numIntervals: 3 }, { intervals: own }))).toEqual([
      "USAGE 0 due 02-10 02:00 covers 7",
    ]);
    const bare = [{ id: 7, payloads: notUsed }];
    expect(showObligations(asking(0, { numIntervals: 3 }, { intervals: bare }))).toEqual([
      "USAGE 0 due 02-10 03:00 covers 0 1 2",
    ]);
  });

  it("asks of what was due before only for the latest report, at once", () => {
    const event = asking(6, { startInterval: 0, numIntervals: 1, frequency: 1, repeat: -1 });
    expect(showObligations(event, { nowAtMs: at("02-10 03:30") })).toEqual([
      "USAGE 2 was due 02-10 03:00 covers 2",
      "USAGE 3 due 02-10 04:00 covers 3",
      "USAGE 4 due 02-10 05:00 covers 4",
      "USAGE 5 due 02-10 06:00 covers 5",
    ]);
    expect(showObligations(event, { nowAtMs: at("02-10 03:00") })[0]).toBe(
      "USAGE 2 due 02-10 03:00 covers 2",
    );
    expect(showObligations(event, { nowAtMs: at("02-12 00:00") })).toEqual([
      "USAGE 5 was due 02-10 06:00 covers 5",
    ]);
    expect(showObligations(event, { fromAtMs: -Infinity })).toHaveLength(6);
    expect(showObligations(event, { fromAtMs: Infinity })).toHaveLength(1);
  });

  it("finds today's reports of an event from 1970 at once", () => {
    const event = asking(
      2,
      { startInterval: 1, numIntervals: 1, frequency: 1, repeat: -1 },
      {
        duration: "P9999Y",
        intervalPeriod: { start: "1970-01-01T00:00:00Z", duration: "PT0.01S" },
      },
    );
    const [first, second] = reportObligations(event, options);
    expect(first).toMatchObject({ reportIndex: START_AT_MS / 10 - 2, dueAtMs: START_AT_MS });
    expect(second).toMatchObject({ dueAtMs: START_AT_MS + 10 });
    expect(showObligations(event, { fromAtMs: Infinity }, 1)).toHaveLength(1);
    const limited = asking(1, { repeat: 3, startInterval: 0 }, { duration: "P9999Y" });
    expect(showObligations(limited, { nowAtMs: at("05-01 00:00") })).toEqual([
      "USAGE 2 was due 02-10 03:00 covers 0",
    ]);
  });

  it("merges the reports of all descriptors in the order in which they are due", () => {
    const event = asking(3, {});
    const descriptors = [
      { payloadType: "USAGE" },
      { payloadType: "DEMAND", startInterval: 0, numIntervals: 1, frequency: 1, repeat: -1 },
      { payloadType: "READING", frequency: 0 },
      { payloadType: "BASELINE", historical: false },
    ];
    expect(showObligations({ ...event, reportDescriptors: descriptors })).toEqual([
      "READING ad hoc INTERVALS",
      "BASELINE 0 due 02-10 00:00 covers 0 1 2",
      "DEMAND 0 due 02-10 01:00 covers 0",
      "DEMAND 1 due 02-10 02:00 covers 1",
      "USAGE 0 due 02-10 03:00 covers 0 1 2",
      "DEMAND 2 due 02-10 03:00 covers 2",
    ]);
  });

  it("gives reports that are due together in the order of their descriptors", () => {
    const payloadTypes = ["A", "B", "C", "D", "E"];
    const reportDescriptors = payloadTypes.map((payloadType) => ({
      payloadType,
      startInterval: 0,
      numIntervals: 1,
      repeat: -1,
    }));
    const lines = showObligations({ ...asking(3, {}), reportDescriptors });
    expect(lines.map((line) => line[0])).toEqual([
      ...payloadTypes,
      ...payloadTypes,
      ...payloadTypes,
    ]);
  });

  it("moves with the random start of the intervals", () => {
    const event = asking(
      2,
      {},
      {
        intervalPeriod: { start: START, duration: "PT1H", randomizeStart: "PT5M" },
      },
    );
    expect(showObligations(event, { random: () => 1 })).toEqual([
      "USAGE 0 due 02-10 02:05 covers 0 1",
    ]);
  });

  it("starts over each time it is walked", () => {
    const obligations = reportObligations(asking(2, {}), options);
    expect([...obligations]).toEqual([...obligations]);
    expect([...obligations]).toHaveLength(1);
  });
});
