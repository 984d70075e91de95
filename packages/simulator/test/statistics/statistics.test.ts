import { describe, expect, it } from "vitest";
import { LocalCalendar } from "../../src/calendar/local-calendar.ts";
import { coincidenceOf } from "../../src/statistics/coincidence.ts";
import { autocorrelationOf, correlationOf } from "../../src/statistics/correlation.ts";
import { dailyEnergyOf } from "../../src/statistics/daily-energy.ts";
import { hourlyShapeOf, shapeBetween, shapeError } from "../../src/statistics/day-shape.ts";
import { coarserRows, sumOfHomes } from "../../src/statistics/power-rows.ts";
import { rowsOfResources } from "../../src/statistics/rows-of-resources.ts";
import { loadFactorOf, medianOf, quantilesOf, variationOf } from "../../src/statistics/spread.ts";

const row = (...values: number[]) => Float64Array.from(values);
const MISSING = Number.NaN;

/** Two homes with peaks at different times, three steps. */
const TWO_HOMES = { timestampMs: row(0, 1, 2), powerW: row(4, 1, 1, 1, 1, 4) };

describe("statistics of power", () => {
  it("leave out what is missing", () => {
    expect(loadFactorOf(row(1, MISSING, 3))).toBeCloseTo(2 / 3);
    expect(variationOf(row(1, MISSING, 3))).toBe(0.5);
    expect(medianOf(row(5, MISSING, 1, 2))).toBe(2);
    expect(correlationOf(row(1, 2, MISSING, 4), row(2, 4, 9, 8))).toBeCloseTo(1);
    expect(loadFactorOf(row())).toBeNaN();
  });

  it("find quantiles between their neighbours", () => {
    expect(quantilesOf(row(4, 1, 3, 2), [0, 0.5, 0.9, 1])).toEqual([1, 2.5, 3.7, 4]);
  });

  it("tell rows that go together from rows that do not", () => {
    expect(correlationOf(row(1, 2, 3), row(3, 2, 1))).toBeCloseTo(-1);
    expect(autocorrelationOf(row(1, 5, 1, 5, 1, 5), 1)).toBeCloseTo(-1);
    expect(autocorrelationOf(row(1, 5, 1, 5, 1, 5), 2)).toBeCloseTo(1);
  });

  it("compare the peak of a group with the peaks of its homes", () => {
    expect(coincidenceOf(TWO_HOMES, 1)).toEqual({
      factor: 1,
      loadFactor: 0.5,
      peakPerHomeW: 4,
    });
    expect(coincidenceOf(TWO_HOMES, 2)).toEqual({
      factor: 5 / 8,
      loadFactor: 0.8,
      peakPerHomeW: 2.5,
    });
  });

  it("look only at steps where all of a group are known", () => {
    const gap = { ...TWO_HOMES, powerW: row(4, 1, 1, MISSING, 1, 4) };
    expect([...sumOfHomes(gap, [0, 1])]).toEqual([MISSING, 2, 5]);
    expect(coincidenceOf(gap, 2).factor).toBe(1);
  });

  it("take means of longer steps and drop what is left", () => {
    const coarse = coarserRows({ timestampMs: row(0, 10, 20), powerW: row(1, 3, 9, 2, 2, 9) }, 2);
    expect([...coarse.timestampMs]).toEqual([0]);
    expect([...coarse.powerW]).toEqual([2, 2]);
  });

  it("count energy by local days, also where a day has 23 hours", () => {
    const calendar = new LocalCalendar("Europe/Copenhagen");
    const fromMs = Date.parse("2025-03-29T12:00+01:00");
    const timestampMs = Float64Array.from({ length: 72 }, (_, hour) => fromMs + hour * 3_600_000);
    const power = new Float64Array(72).fill(100);
    expect([...dailyEnergyOf(timestampMs, power, calendar)]).toEqual([2_300, 2_400]);
    power[20] = MISSING;
    expect([...dailyEnergyOf(timestampMs, power, calendar)]).toEqual([MISSING, 2_400]);
  });

  it("give the shape of chosen days by local hours", () => {
    const calendar = new LocalCalendar("+02:00");
    const timestampMs = Float64Array.from({ length: 96 }, (_, step) => step * 1_800_000);
    const power = timestampMs.map((atMs) => Math.floor((atMs / 3_600_000 + 2) % 24));
    const shape = hourlyShapeOf(timestampMs, power, calendar, () => true);
    expect([...shape]).toEqual(Array.from({ length: 24 }, (_, hour) => hour / 11.5));
    expect(shapeBetween(shape, 1, 5)).toBeCloseTo(2.5 / 11.5);
    expect(
      shapeError(
        shape,
        [...shape].map((hour) => hour + 0.1),
      ),
    ).toBeCloseTo(0.1);
  });

  it("add up the loads of each resource", () => {
    const ids = ["a", "b", "a"];
    const name = (at: number) => ({ venId: "v", resourceId: ids[at] ?? "", loadId: `load_${at}` });
    const rows = rowsOfResources({
      timestampMs: row(0, 1),
      powerW: row(1, 2, 10, 20, 100, 200),
      name,
    });
    expect([...rows.powerW]).toEqual([101, 202, 10, 20]);
  });
});
