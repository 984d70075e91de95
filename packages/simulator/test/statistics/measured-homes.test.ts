import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { realismOf } from "@ven/simulator";
import { describe, expect, it, type TestContext } from "vitest";
import { LocalCalendar } from "../../src/calendar/local-calendar.ts";
import { coincidenceOf } from "../../src/statistics/coincidence.ts";
import { autocorrelationOf, correlationOf } from "../../src/statistics/correlation.ts";
import { dailyEnergyOf } from "../../src/statistics/daily-energy.ts";
import { homeCount, homeRow, type PowerRows } from "../../src/statistics/power-rows.ts";
import {
  loadFactorOf,
  meanOf,
  medianOf,
  quantilesOf,
  variationOf,
} from "../../src/statistics/spread.ts";

/** Homes of Fontana whose power is not mixed up with that of their solar panels. */
const CLEAN = [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 13, 16, 17];

/** Columns of a table as rows of W. @param wPerUnit - W of 1 in the file */
function readRows(
  context: TestContext,
  name: string,
  homes: readonly number[],
  wPerUnit: number,
  atMs: (firstCell: string) => number,
): PowerRows {
  const path = fileURLToPath(new URL(`../../../../../shared/data/${name}`, import.meta.url));
  if (!existsSync(path)) context.skip(`the measured data ../shared/data/${name} is not here`);
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split("\n");
  const names = head.trim().split(",");
  const columns = homes.map((home) => names.indexOf(`home_${home}`));
  const powerW = new Float64Array(columns.length * lines.length);
  const timestampMs = new Float64Array(lines.length);
  lines.forEach((line, step) => {
    const cells = line.trim().split(",");
    timestampMs[step] = atMs(cells[0] ?? "");
    columns.forEach((column, row) => {
      const cell = cells[column] ?? "";
      powerW[row * lines.length + step] = cell === "" ? Number.NaN : Number(cell) * wPerUnit;
    });
  });
  return { timestampMs, powerW };
}

const each = (rows: PowerRows, figure: (row: Float64Array) => number) =>
  medianOf(Array.from({ length: homeCount(rows) }, (_, home) => figure(homeRow(rows, home))));

const overMean = (row: Float64Array, share: number) =>
  (quantilesOf(row, [share])[0] ?? Number.NaN) / meanOf(row);

const pairs = (rows: PowerRows) => {
  const correlations: number[] = [];
  for (let one = 0; one < homeCount(rows); one += 1) {
    for (let other = 0; other < one; other += 1) {
      correlations.push(correlationOf(homeRow(rows, one), homeRow(rows, other)));
    }
  }
  return medianOf(correlations);
};

describe("statistics of measured homes", () => {
  it("are those of ten homes of Smart Grid Smart City, with their gaps", (context) => {
    const file = "sgsc-10-homes-30min/general_supply_kwh_30min_10_homes.csv";
    const ten = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
    const rows = readRows(context, file, ten, 2_000, (time) => Date.parse(`${time}:00+10:00`));
    const calendar = new LocalCalendar("+10:00");
    expect(each(rows, loadFactorOf)).toBeCloseTo(0.06, 1);
    expect(coincidenceOf(rows, 2).factor).toBeCloseTo(0.72, 2);
    expect(coincidenceOf(rows, 5).factor).toBeCloseTo(0.44, 2);
    expect(coincidenceOf(rows, 10).factor).toBeCloseTo(0.37, 2);
    expect(each(rows, (row) => autocorrelationOf(row, 1))).toBeCloseTo(0.53, 2);
    expect(each(rows, (row) => autocorrelationOf(row, 48))).toBeCloseTo(0.19, 2);
    expect(each(rows, variationOf)).toBeCloseTo(1.5, 2);
    expect(each(rows, (row) => overMean(row, 0.99))).toBeCloseTo(8, 1);
    expect(each(rows, (row) => overMean(row, 0.05))).toBeCloseTo(0.07, 2);
    expect(pairs(rows)).toBeCloseTo(0.03, 2);
    const days = (row: Float64Array) => dailyEnergyOf(rows.timestampMs, row, calendar);
    expect(each(rows, (row) => autocorrelationOf(days(row), 1))).toBeCloseTo(0.53, 1);
    expect(each(rows, (row) => variationOf(days(row)))).toBeCloseTo(0.49, 2);
    const figures = new Map(realismOf(rows, "+10:00").map(({ name, value }) => [name, value]));
    expect(figures.get("loadFactor")).toBeCloseTo(0.065, 3);
    expect(figures.get("nextHourCorrelation")).toBeCloseTo(0.51, 2);
    expect(figures.get("nextStepCorrelationOf10")).toBeCloseTo(0.65, 2);
  });

  it("are those of thirteen homes of Fontana", (context) => {
    const file = "citylearn-2022-fontana/load_kw_hourly_17_homes.csv";
    const rows = readRows(context, file, CLEAN, 1_000, (step) => Number(step) * 3_600_000);
    expect(each(rows, loadFactorOf)).toBeCloseTo(0.17, 2);
    expect(coincidenceOf(rows, 2).factor).toBeCloseTo(0.75, 1);
    expect(coincidenceOf(rows, 5).factor).toBeCloseTo(0.6, 2);
    expect(coincidenceOf(rows, 10).factor).toBeCloseTo(0.52, 2);
    expect(coincidenceOf(rows, 13).factor).toBeCloseTo(0.5, 2);
    expect(coincidenceOf(rows, 13).peakPerHomeW).toBeCloseTo(3_595, 0);
    expect(each(rows, (row) => autocorrelationOf(row, 1))).toBeCloseTo(0.7, 2);
    expect(each(rows, (row) => autocorrelationOf(row, 24))).toBeCloseTo(0.48, 2);
    expect(each(rows, variationOf)).toBeCloseTo(0.82, 2);
    expect(each(rows, (row) => overMean(row, 0.99))).toBeCloseTo(3.49, 2);
    expect(each(rows, (row) => overMean(row, 0.05))).toBeCloseTo(0.24, 2);
    expect(pairs(rows)).toBeCloseTo(0.25, 2);
  });
});
