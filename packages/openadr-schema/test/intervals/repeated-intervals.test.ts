import { expandIntervals } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";
import { planIntervals } from "../../src/intervals/interval-plan.ts";
import { at, expand, hours, intervals, START, START_AT_MS } from "../support/expand-event.ts";

const OPTIONS = { version: "3.1.0", nowAtMs: START_AT_MS, random: () => 0 } as const;

describe("expandIntervals on an event with a duration", () => {
  it("repeats the intervals until event.duration cuts them", () => {
    const pair = hours({
      duration: "PT4H30M",
      intervals: intervals(undefined, { duration: "PT1H" }),
    });
    expect(expand(pair)).toEqual([
      "0: 02-10 00:00 to 02-10 01:00",
      "1: 02-10 01:00 to 02-10 02:00",
      "0: 02-10 02:00 to 02-10 03:00",
      "1: 02-10 03:00 to 02-10 04:00",
      "0: 02-10 04:00 to 02-10 04:30",
    ]);
  });

  it("cuts the intervals where event.duration is shorter, and values where they are", () => {
    const day = hours({
      duration: "PT12H",
      intervals: intervals(...new Array(24).fill(undefined)),
    });
    expect(expand(day)).toHaveLength(12);
    const packed = hours({
      duration: "PT40M",
      intervals: [{ id: 0, payloads: [{ type: "PRICE", values: [1, 2, 3, 4] }] }],
    });
    expect(expand(packed)).toEqual([
      "0.0: 02-10 00:00 to 02-10 00:15 PRICE 1",
      "0.1: 02-10 00:15 to 02-10 00:30 PRICE 2",
      "0.2: 02-10 00:30 to 02-10 00:40 PRICE 3",
    ]);
  });

  it("takes an event.duration of PT0S for the schema's default, which says nothing", () => {
    for (const duration of ["PT0S", "P0Y0M0DT0H0M0S"]) {
      expect(expand(hours({ duration, intervals: intervals(undefined) }))).toHaveLength(1);
    }
  });

  it("repeats for ever with P9999Y, and finds today's pass of a tariff from 1970 at once", () => {
    const tariff = hours({
      duration: "P9999Y",
      intervalPeriod: { start: "1970-01-01T00:00:00Z", duration: "PT0.01S" },
      intervals: intervals(undefined, undefined),
    });
    expect(expand(tariff, { nowAtMs: START_AT_MS + 10 }, 3)).toEqual([
      "1: 02-10 00:00:00.010 to 02-10 00:00:00.020",
      "0: 02-10 00:00:00.020 to 02-10 00:00:00.030",
      "1: 02-10 00:00:00.030 to 02-10 00:00:00.040",
    ]);
    const [first] = expandIntervals(tariff, OPTIONS);
    expect(first?.pass).toBe(START_AT_MS / 20);
  });

  it("repeats with the gaps and overlaps that one pass has, from its earliest start to its latest end", () => {
    const list = intervals({ start: "2023-02-10T02:00:00Z" }, { start: START, duration: "PT30M" });
    const looped = hours({ duration: "PT7H", intervals: list });
    expect(expand(looped)).toEqual([
      "1: 02-10 00:00 to 02-10 00:30",
      "0: 02-10 02:00 to 02-10 03:00",
      "1: 02-10 03:00 to 02-10 03:30",
      "0: 02-10 05:00 to 02-10 06:00",
      "1: 02-10 06:00 to 02-10 06:30",
    ]);
  });

  it("repeats months on the calendar, always at the end of the month", () => {
    const monthly = hours({
      duration: "P9999Y",
      intervalPeriod: { start: "2023-01-31T00:00:00Z", duration: "P1M" },
      intervals: intervals(undefined),
    });
    expect(expand(monthly, { nowAtMs: at("03-01 00:00") }, 3)).toEqual([
      "0: 02-28 00:00 to 03-31 00:00",
      "0: 03-31 00:00 to 04-30 00:00",
      "0: 04-30 00:00 to 05-31 00:00",
    ]);
  });

  it("finds every month of a monthly loop by its first and its last instant", () => {
    const monthly = hours({
      duration: "P9999Y",
      intervalPeriod: { start: "2000-01-01T00:00:00Z", duration: "P1M" },
      intervals: intervals(undefined),
    });
    const plan = planIntervals(monthly, OPTIONS);
    for (let month = 0; month < 600; month += 1) {
      const [startAtMs, endAtMs] = [Date.UTC(2000, month), Date.UTC(2000, month + 1)];
      for (const fromAtMs of [startAtMs, endAtMs - 1]) {
        const [first] = expandIntervals(monthly, { ...OPTIONS, fromAtMs });
        expect(first).toMatchObject({ pass: month, startAtMs, endAtMs });
        expect(plan.passAt(fromAtMs)).toBe(month);
      }
    }
  });

  it("keeps local days over a change of the clocks, in a time zone", () => {
    const days = hours({
      duration: "P9999Y",
      intervalPeriod: { start: "2023-03-25T00:00:00+01:00", duration: "P1D" },
      intervals: intervals(undefined),
    });
    const nowAtMs = at("03-24 23:00");
    expect(expand(days, { nowAtMs, timeZone: "Europe/Copenhagen" }, 3)).toEqual([
      "0: 03-24 23:00 to 03-25 23:00",
      "0: 03-25 23:00 to 03-26 22:00",
      "0: 03-26 22:00 to 03-27 22:00",
    ]);
    expect(expand(days, { nowAtMs }, 2)[1]).toBe("0: 03-25 23:00 to 03-26 23:00");
  });

  it("repeats in 3.0.1 what a default of P9999Y goes on with, and only there", () => {
    const rolling = hours({
      intervalPeriod: { start: START, duration: "P9999Y" },
      intervals: intervals({ duration: "PT1H" }, { duration: "PT1H" }),
    });
    expect(expand(rolling, { version: "3.0.1", fromAtMs: at("02-11 02:30") }, 2)).toEqual([
      "0: 02-11 02:00 to 02-11 03:00",
      "1: 02-11 03:00 to 02-11 04:00",
    ]);
    expect(expand(rolling)).toHaveLength(2);
  });
});
