import { createSimulator, householdShapeError, type PowerRows, realismOf } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { homeFleet } from "../support/home-fleet.ts";

/** Which fleets are looked at: seeds with commas between them. */
const SEEDS = (process.env["REALISM_SEEDS"] ?? "1").split(",");

const TIME_ZONE = "Europe/Copenhagen";
const HALF_HOUR_MS = 1_800_000;

const simulate = (homes: number, seed: string) =>
  createSimulator({ fleet: homeFleet(homes, [{ model: "appliances" }]), seed });

describe.each(SEEDS)("a fleet of homes of seed %s", (seed) => {
  it("is as real homes are, in all of its figures over a year", { timeout: 60_000 }, () => {
    const year = simulate(200, seed).range({
      fromMs: Date.parse("2025-01-01T00:00+01:00"),
      toMs: Date.parse("2026-01-01T00:00+01:00"),
      stepMs: HALF_HOUR_MS,
      power: "mean",
    });
    const figures = realismOf(year, TIME_ZONE);
    expect(new Set(figures.map(({ metric }) => metric)).size).toBe(12);
    expect(figures.filter(({ isWithin }) => !isWithin)).toEqual([]);
  });

  it("spreads a winter workday over its hours as many homes do", { timeout: 60_000 }, () => {
    const winter = simulate(500, seed).range({
      fromMs: Date.parse("2026-01-05T00:00+01:00"),
      toMs: Date.parse("2026-02-16T00:00+01:00"),
      stepMs: 2 * HALF_HOUR_MS,
      power: "mean",
    });
    expect(householdShapeError(winter, TIME_ZONE)).toBeLessThanOrEqual(0.12);
  });
});

describe("the comparison with real homes", () => {
  const steps = 48 * 60;
  const rows = (homes: number, powerOf: (home: number, step: number) => number): PowerRows => ({
    timestampMs: Float64Array.from({ length: steps }, (_, step) => step * HALF_HOUR_MS),
    powerW: Float64Array.from({ length: homes * steps }, (_, at) =>
      powerOf(Math.floor(at / steps), at % steps),
    ),
  });
  const outside = (homes: PowerRows) =>
    realismOf(homes, TIME_ZONE)
      .filter(({ isWithin }) => !isWithin)
      .map(({ name }) => name);

  it("finds homes that are all the same", () => {
    const same = rows(10, (_, step) => (step % 48 === 37 ? 4_000 : 200 + (step % 48)));
    expect(outside(same)).toEqual(
      expect.arrayContaining(["coincidenceOf2", "coincidenceOf10", "pairCorrelation"]),
    );
  });

  it("finds homes that never change", () => {
    const flat = rows(10, (home, step) => 300 + ((home * 7 + step * 13) % 5));
    expect(outside(flat)).toEqual(
      expect.arrayContaining(["loadFactor", "variation", "highOverMean", "shapeError"]),
    );
  });

  it("leaves out what a few homes cannot tell", () => {
    const names = realismOf(
      rows(3, (home, step) => 1 + ((home + step) % 7)),
      TIME_ZONE,
    ).map(({ name }) => name);
    expect(names).toContain("coincidenceOf2");
    expect(names).not.toContain("coincidenceOf5");
    expect(names).not.toContain("nextStepCorrelationOf10");
  });

  it("asks for homes, at half hours", () => {
    expect(() =>
      realismOf(
        rows(0, () => 1),
        TIME_ZONE,
      ),
    ).toThrow(/one home/);
    const hours = rows(10, () => 1);
    const hourly = { ...hours, timestampMs: hours.timestampMs.map((atMs) => 2 * atMs) };
    expect(() => realismOf(hourly, TIME_ZONE)).toThrow(/30 minutes/);
  });
});
