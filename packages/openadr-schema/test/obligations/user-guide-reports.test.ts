import { AGGREGATED_REPORT, reportObligations } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import { at, START_AT_MS } from "../support/expand-event.ts";
import { asking, showObligations } from "../support/show-obligations.ts";
import { GUIDE_301, GUIDE_310 } from "../support/user-guide-events.ts";

const numbers = (from: number, count: number) =>
  Array.from({ length: count }, (_, i) => from + i).join(" ");

describe("reportObligations on the User Guide's examples", () => {
  it("asks once, after the last interval, for all of them (8.3-2), as { payloadType } alone does", () => {
    const once = ["USAGE 0 due 02-10 02:00 covers 0 1"];
    expect(showObligations(GUIDE_310["8.3-2"])).toEqual(once);
    const bare = { ...GUIDE_310["8.3-2"], reportDescriptors: [{ payloadType: "USAGE" }] };
    expect(showObligations(bare)).toEqual(once);
  });

  it('asks for a forecast before the first interval (7.5, "Report on all intervals")', () => {
    expect(showObligations(asking(4, { historical: false }))).toEqual([
      "USAGE 0 due 02-10 00:00 covers 0 1 2 3",
    ]);
  });

  it('reads startInterval 1, numIntervals 3 either way (7.5, "Report on a subset of intervals")', () => {
    const event = asking(5, { startInterval: 1, numIntervals: 3 });
    expect(showObligations(event, { startIntervalReading: "first-covered" })).toEqual([
      "USAGE 0 due 02-10 04:00 covers 1 2 3",
    ]);
    expect(showObligations(event)).toEqual(["USAGE 0 due 02-10 02:00 covers 0 1"]);
  });

  it("finds the last 5 of 10 intervals (7.5, startInterval), read as first covered", () => {
    const event = asking(10, { startInterval: 5 });
    expect(showObligations(event, { startIntervalReading: "first-covered" })).toEqual([
      "USAGE 0 due 02-10 10:00 covers 5 6 7 8 9",
    ]);
  });

  it('asks for three of three reports (7.5, "at a regular period"), read as generation point', () => {
    const event = asking(6, { startInterval: 1, numIntervals: 2, frequency: 2, repeat: 3 });
    expect(showObligations(event)).toEqual([
      "USAGE 0 due 02-10 02:00 covers 0 1",
      "USAGE 1 due 02-10 04:00 covers 2 3",
      "USAGE 2 due 02-10 06:00 covers 4 5",
    ]);
    expect(showObligations(event, { startIntervalReading: "first-covered" })).toEqual([
      "USAGE 0 due 02-10 03:00 covers 1 2",
      "USAGE 1 due 02-10 05:00 covers 3 4",
      "USAGE 2 due 02-10 06:00 covers 5",
    ]);
  });

  it('covers the rolling intervals of 7.5, "Rolling reports", each when its first begins as 8.8 says', () => {
    const event = asking(5, {
      startInterval: 0,
      numIntervals: 3,
      frequency: 1,
      repeat: 3,
      historical: false,
    });
    const reports = [
      "USAGE 0 due 02-10 00:00 covers 0 1 2",
      "USAGE 1 due 02-10 01:00 covers 1 2 3",
      "USAGE 2 due 02-10 02:00 covers 2 3 4",
    ];
    expect(showObligations(event)).toEqual(reports);
    expect(showObligations(event, { startIntervalReading: "first-covered" })).toEqual(reports);
  });

  it('reports each pass of looping intervals (7.5, "Looping intervals") as often as repeat says', () => {
    const looped = asking(3, { repeat: -1 }, { duration: "P9999Y" });
    expect(showObligations(looped, {}, 3)).toEqual([
      "USAGE 0 due 02-10 03:00 covers 0 1 2",
      "USAGE 1 due 02-10 06:00 covers 0 1 2",
      "USAGE 2 due 02-10 09:00 covers 0 1 2",
    ]);
    expect(showObligations(asking(3, {}, { duration: "P9999Y" }))).toHaveLength(1);
  });

  it("leaves it to the VEN where frequency is 0, and where there are no intervals (8.6-1, 8.10.2-2)", () => {
    expect(showObligations(GUIDE_310["8.6-1"])).toEqual([
      "STORAGE_USABLE_CAPACITY ad hoc OPEN_INTERVALS",
      "STORAGE_CHARGE_LEVEL ad hoc OPEN_INTERVALS",
    ]);
    expect(showObligations(GUIDE_310["8.10.2-2"])).toEqual([
      "CAPACITY_RESERVATION ad hoc OPEN_INTERVALS",
    ]);
    expect(showObligations(GUIDE_301["figure 34"], { version: "3.0.1" })).toEqual([
      "STORAGE_USABLE_CAPACITY ad hoc INTERVALS",
      "STORAGE_CHARGE_LEVEL ad hoc INTERVALS",
    ]);
  });

  it("implies the intervals of a rolling forecast (8.7-1), for both descriptors in step", () => {
    expect(showObligations(GUIDE_310["8.7-1"], {}, 4)).toEqual([
      `LOAD_SHED_DELTA_AVAILABLE 0 due 02-10 00:00 covers ${numbers(0, 48)}`,
      `GENERATION_DELTA_AVAILABLE 0 due 02-10 00:00 covers ${numbers(0, 48)}`,
      `LOAD_SHED_DELTA_AVAILABLE 1 due 02-10 01:00 covers ${numbers(1, 48)}`,
      `GENERATION_DELTA_AVAILABLE 1 due 02-10 01:00 covers ${numbers(1, 48)}`,
    ]);
  });

  it.each([
    ["8.8-1 of 3.1.0", GUIDE_310["8.8-1"], "3.1.0"],
    ["figure 38 of 3.0.1", GUIDE_301["figure 38"], "3.0.1"],
  ] as const)("asks for an aggregated forecast each hour (%s)", (_, event, version) => {
    const options = { nowAtMs: START_AT_MS, random: () => 0.5, version };
    const [first, second] = reportObligations(event, options);
    expect(first).toMatchObject({
      kind: "scheduled",
      dueAtMs: START_AT_MS,
      resourceName: AGGREGATED_REPORT,
    });
    expect(second).toMatchObject({ dueAtMs: at("02-10 01:00") });
    expect(first?.kind === "scheduled" && first.intervals).toHaveLength(24);
  });

  it("asks three times for readings in three units (8.10.1-1)", () => {
    expect(showObligations(GUIDE_310["8.10.1-1"])).toEqual(
      new Array(3).fill("READING 0 due 02-10 01:00 covers 0 1"),
    );
  });

  it("never asks for the last interval of an event that does not end (8.9.3-3), nor of a cancelled one", () => {
    expect(showObligations(GUIDE_310["8.9.3-3"])).toEqual([]);
    expect(showObligations(GUIDE_310["8.10.2-4"])).toEqual([]);
    expect(showObligations(GUIDE_310["8.10.2-5"])).toEqual([
      "CAPACITY_RESERVATION 0 due 02-10 01:00 covers 0",
    ]);
  });
});
