import { InvalidValueError } from "@ven/core";
import { LocalCalendar } from "../calendar/local-calendar.ts";
import type { LocalDay } from "../calendar/local-day.ts";
import { coincidenceOf } from "./coincidence.ts";
import { autocorrelationOf, correlationOf } from "./correlation.ts";
import { dailyEnergyOf } from "./daily-energy.ts";
import { hourlyShapeOf, shapeBetween, shapeError } from "./day-shape.ts";
import { HOUSEHOLD_WINTER_WORKDAY } from "./household-reference.ts";
import { coarserRows, homeCount, homeRow, type PowerRows, sumOfHomes } from "./power-rows.ts";
import { REALISM_TARGETS, type RealismName, type RealismTarget } from "./realism-target.ts";
import { loadFactorOf, meanOf, medianOf, quantilesOf, variationOf } from "./spread.ts";

const HOUR_MS = 3_600_000;

/** Pairs of homes that are compared, at most: this many homes with each other. */
const MOST_PAIRED = 40;

/** A figure of simulated homes beside where those of real ones lie. */
export interface RealismFigure extends RealismTarget {
  readonly value: number;
  readonly isWithin: boolean;
}

/**
 * Compares homes with real ones: how peaky each is, how alike they are, how they add up.
 *
 * @param homes - mean power at steps of 30 minutes, one row for each home; best a year of 100 or more
 * @param timeZone - whose evenings and nights are meant
 * @returns the figures in the order of {@link REALISM_TARGETS}, without those for which homes are too few
 * @throws {InvalidValueError} if there is no home, or the steps are others
 */
export function realismOf(homes: PowerRows, timeZone: string): readonly RealismFigure[] {
  checkRows(homes);
  const figures = figuresOf(homes, new LocalCalendar(timeZone));
  const count = homeCount(homes);
  return REALISM_TARGETS.filter((target) => target.homes <= count).map((target) => {
    const value = figures[target.name];
    return { ...target, value, isWithin: value >= target.low && value <= target.high };
  });
}

/** The error of the hourly shape alone: how far the mean of many homes is from BDEW H0. */
export function householdShapeError(homes: PowerRows, timeZone: string): number {
  const shape = winterWorkdayOf(homes, new LocalCalendar(timeZone));
  return shapeError(shape, HOUSEHOLD_WINTER_WORKDAY);
}

function figuresOf(homes: PowerRows, calendar: LocalCalendar): Record<RealismName, number> {
  const count = homeCount(homes);
  const hourly = coarserRows(homes, 2);
  const shape = winterWorkdayOf(homes, calendar);
  const loadFactors = each(homes, loadFactorOf);
  const [low = 0, high = 0] = quantilesOf(Float64Array.from(loadFactors), [0.1, 0.9]);
  const days = each(homes, (row) => dailyEnergyOf(homes.timestampMs, row, calendar));
  const quantiles = each(homes, (row) => {
    const mean = meanOf(row);
    return quantilesOf(row, [0.05, 0.99]).map((value) => value / mean);
  });
  const tens = Array.from({ length: Math.floor(count / 10) }, (_, ten) =>
    autocorrelationOf(sumOfHomes(homes, range(10 * ten, 10)), 1),
  );
  return {
    loadFactor: medianOf(loadFactors),
    loadFactorLow: low,
    loadFactorHigh: high,
    loadFactorHourly: medianOf(each(hourly, loadFactorOf)),
    coincidenceOf2: coincidenceOf(homes, 2).factor,
    coincidenceOf5: coincidenceOf(homes, 5).factor,
    coincidenceOf10: coincidenceOf(homes, 10).factor,
    peakPerHomeKw: coincidenceOf(homes, Math.min(100, count)).peakPerHomeW / 1_000,
    nextStepCorrelation: medianOf(each(homes, (row) => autocorrelationOf(row, 1))),
    nextHourCorrelation: medianOf(each(hourly, (row) => autocorrelationOf(row, 1))),
    nextStepCorrelationOf10: medianOf(tens),
    nextDayCorrelation: medianOf(each(homes, (row) => autocorrelationOf(row, 48))),
    variation: medianOf(each(homes, variationOf)),
    highOverMean: medianOf(quantiles.map(([, high99 = 0]) => high99)),
    lowOverMean: medianOf(quantiles.map(([low5 = 0]) => low5)),
    eveningOverMean: shapeBetween(shape, 17, 21),
    nightOverMean: shapeBetween(shape, 1, 5),
    pairCorrelation: medianOf(pairCorrelations(homes)),
    dailyCorrelation: medianOf(days.map((energy) => autocorrelationOf(energy, 1))),
    dailyVariation: medianOf(days.map(variationOf)),
    shapeError: shapeError(shape, HOUSEHOLD_WINTER_WORKDAY),
  };
}

function winterWorkdayOf(homes: PowerRows, calendar: LocalCalendar): Float64Array {
  const sum = sumOfHomes(homes, range(0, homeCount(homes)));
  return hourlyShapeOf(homes.timestampMs, sum, calendar, isWinterWorkday);
}

/** Winter is from 1 November to 20 March, as BDEW has it. */
function isWinterWorkday({ kind, month, dayOfMonth }: LocalDay): boolean {
  const isWinter = month >= 11 || month <= 2 || (month === 3 && dayOfMonth <= 20);
  return isWinter && kind === "workday";
}

function pairCorrelations(homes: PowerRows): number[] {
  const paired = Math.min(MOST_PAIRED, homeCount(homes));
  const correlations: number[] = [];
  for (let one = 0; one < paired; one += 1) {
    for (let other = 0; other < one; other += 1) {
      correlations.push(correlationOf(homeRow(homes, one), homeRow(homes, other)));
    }
  }
  return correlations;
}

function each<Figure>(rows: PowerRows, figure: (row: Float64Array) => Figure): Figure[] {
  return range(0, homeCount(rows)).map((home) => figure(homeRow(rows, home)));
}

function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => first + n);
}

function checkRows(homes: PowerRows): void {
  const count = homeCount(homes);
  if (count < 1) throw new InvalidValueError("homes", count, "give one home or more");
  const [first = 0, second = 0] = homes.timestampMs;
  const stepMs = second - first;
  if (stepMs === HOUR_MS / 2) return;
  throw new InvalidValueError("timestampMs", stepMs, "give means of 30 minutes: 1800000 ms apart");
}
