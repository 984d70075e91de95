import { type ReportingEvent, reportObligations } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import { START_AT_MS } from "../support/expand-event.ts";
import { asking, showObligations } from "../support/show-obligations.ts";

const options = { version: "3.1.0", nowAtMs: START_AT_MS, random: () => 0.5 } as const;

describe("reportObligations on descriptors that break a rule", () => {
  it.each([
    ["startInterval", -2, "give a whole number from 0, or -1"],
    ["numIntervals", 0, "give a whole number from 1, or -1"],
    ["frequency", 1.5, "give a whole number from 0, or -1"],
    ["repeat", -7, "give a whole number from 0, or -1"],
  ])("refuses a %s of %d, naming event and descriptor", (name, value, rule) => {
    expect(() => showObligations(asking(2, { [name]: value }))).toThrow(
      `event ev-1, reportDescriptors[0].${name} ${value} is not valid: ${rule}`,
    );
  });

  it("refuses a report of two thousand million intervals, which an endless event would have", () => {
    const numIntervals = 2 ** 31 - 1;
    expect(() => showObligations(asking(0, { numIntervals }))).toThrow(
      "event ev-1, reportDescriptors[0].numIntervals 2147483647 is not valid: give at most 210240",
    );
    expect(() => showObligations(asking(2, { numIntervals }, { duration: "P9999Y" }))).toThrow(
      "give at most 210240",
    );
    expect(showObligations(asking(2, { numIntervals }))).toEqual([
      "USAGE 0 due 02-10 02:00 covers 0 1",
    ]);
  });

  it("refuses a reading of startInterval that there is not", () => {
    const startIntervalReading = "foo" as "first-covered";
    expect(() => reportObligations(asking(1, {}), { ...options, startIntervalReading })).toThrow(
      'startIntervalReading "foo" is not valid: give generation-point or first-covered',
    );
  });

  it("takes intervals of null for none", () => {
    const [none, missing] = [null, undefined].map((intervals) => ({
      ...asking(1, {}),
      intervals,
    })) as [ReportingEvent, ReportingEvent];
    expect([...reportObligations(none, options)].map(({ kind }) => kind)).toEqual(
      [...reportObligations(missing, options)].map(({ kind }) => kind),
    );
  });

  it("refuses what expandIntervals refuses", () => {
    const broken = asking(1, {}, { intervalPeriod: { duration: "PT1H" } });
    expect(() => reportObligations(broken, options)).toThrow("event ev-1, intervals[0]");
    expect(() => showObligations(asking(1, {}), { fromAtMs: Number.NaN })).toThrow("fromAtMs NaN");
  });
});
