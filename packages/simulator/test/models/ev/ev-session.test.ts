import { describe, expect, it } from "vitest";
import type { EvSession } from "../../../src/models/ev/ev-session.ts";
import { carOf, staysOf } from "../../support/cars.ts";

const DWS_PER_KWH = 36_000_000;

const quantile = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(share * values.length)] ?? Number.NaN;

describe("arrivals of cars", () => {
  const cars = Array.from({ length: 60 }, (_, car) => staysOf("2026-01-01", 365, {}, `car ${car}`));
  const stays = cars.flat();
  const calendar = carOf().load.surroundings.calendar;
  const arrivalsH = stays.map(({ arrivalS }) => calendar.dayAt(arrivalS).wallAt(arrivalS) / 3_600);
  const parkedH = stays.map(({ arrivalS, departureS }) => (departureS - arrivalS) / 3_600);

  it("are spread over the day as those of 15,257 recorded stays", () => {
    const recorded: readonly [number, number, number][] = [
      [0.05, 10.0, 1],
      [0.25, 15.2, 0.5],
      [0.5, 17.4, 0.4],
      [0.75, 19.2, 0.5],
      [0.95, 22.0, 0.7],
    ];
    for (const [share, hour, within] of recorded) {
      expect(Math.abs(quantile(arrivalsH, share) - hour)).toBeLessThan(within);
    }
    const mean = arrivalsH.reduce((sum, hour) => sum + hour, 0) / arrivalsH.length;
    expect(Math.abs(mean - 16.8)).toBeLessThan(0.4);
    const spread = arrivalsH.reduce((sum, hour) => sum + (hour - mean) ** 2, 0);
    expect(Math.abs(Math.sqrt(spread / arrivalsH.length) - 3.9)).toBeLessThan(0.5);
  });

  it("have stays as long as those", () => {
    const recorded: readonly [number, number, number][] = [
      [0.05, 1.5, 0.5],
      [0.25, 10.0, 1],
      [0.5, 13.2, 0.7],
      [0.75, 15.8, 0.7],
      [0.95, 21.2, 1],
    ];
    for (const [share, hours, within] of recorded) {
      expect(Math.abs(quantile(parkedH, share) - hours)).toBeLessThan(within);
    }
  });

  it("are habits: a car comes at much the same time, others at another", () => {
    const medians = cars.map((of) =>
      quantile(
        of.map(({ arrivalS }) => calendar.dayAt(arrivalS).wallAt(arrivalS) / 3_600),
        0.5,
      ),
    );
    expect(quantile(medians, 0.9) - quantile(medians, 0.1)).toBeGreaterThan(1.5);
  });

  it("need 8 to 15 kWh on average, more in winter, on seven days of ten", () => {
    const kwh = (of: readonly EvSession[]) =>
      of.reduce((sum, { curve }) => sum + curve.needDws, 0) / of.length / DWS_PER_KWH;
    expect(kwh(stays)).toBeGreaterThan(8);
    expect(kwh(stays)).toBeLessThan(15);
    const inMonths = (from: number, to: number) =>
      stays.filter(({ arrivalS }) => {
        const month = new Date(arrivalS * 1_000).getUTCMonth();
        return month >= from && month <= to;
      });
    expect(kwh(inMonths(0, 1)) / kwh(inMonths(6, 7))).toBeGreaterThan(1.08);
    expect(stays.length / (60 * 365)).toBeCloseTo(0.7, 1);
  });

  it("never come before the car has left", () => {
    for (const of of cars) {
      of.slice(1).forEach(({ arrivalS }, at) => {
        expect(arrivalS).toBeGreaterThan(of[at]?.departureS ?? 0);
      });
    }
  });
});
