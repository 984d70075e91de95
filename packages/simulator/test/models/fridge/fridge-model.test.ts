import { createSimulator, type Simulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { homeFleet } from "../../support/home-fleet.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const at = (local: string) => Date.parse(`${local}+01:00`);
const FRIDGES = 40;

const simulate = (settings: object = {}, ratedPowerW = 100, count = FRIDGES) =>
  createSimulator({
    fleet: homeFleet(count, [{ model: "fridge", ...settings } as never], ratedPowerW),
  });

const minutes = (simulator: Simulator, from: string, to: string) =>
  simulator.range({ fromMs: at(from), toMs: at(to), stepMs: MINUTE_MS }).powerW;

const meanW = (simulator: Simulator, from: string, to: string) => {
  const range = { fromMs: at(from), toMs: at(to), stepMs: HOUR_MS, power: "mean" } as const;
  const { powerW } = simulator.range(range);
  return powerW.reduce((sum, power) => sum + power, 0) / powerW.length;
};

/** Quicker than to have every number compared for its message. */
const isSame = (one: Float64Array, other: Float64Array) =>
  one.length === other.length && one.every((power, place) => power === other[place]);

/** Sends "shed" at a level from 17:00 for so many minutes on 5 February. */
function shed(simulator: Simulator, level: 1 | 3, forMinutes: number): void {
  const startMs = at("2025-02-05T17:00");
  const endMs = startMs + forMinutes * MINUTE_MS;
  simulator.receive({ id: "shed", action: { kind: "shed", level }, startMs, endMs }, startMs);
}

describe("a fridge", () => {
  it("runs for its share of cycles of 40 to 70 minutes", () => {
    const powerW = minutes(simulate(), "2025-04-07T00:00", "2025-04-08T00:00");
    let on = 0;
    for (let row = 0; row < FRIDGES; row += 1) {
      const day = powerW.subarray(row * 1_440, (row + 1) * 1_440);
      const starts = day.filter(
        (power, minute) => power > 0 && (day[minute - 1] ?? 1) === 0,
      ).length;
      expect(starts).toBeGreaterThanOrEqual(19);
      expect(starts).toBeLessThanOrEqual(36);
      expect(new Set(day).size).toBe(2);
      expect(Math.max(...day)).toBeLessThanOrEqual(100);
      expect(Math.max(...day)).toBeGreaterThanOrEqual(85);
      on += day.filter((power) => power > 0).length;
    }
    expect(on / (FRIDGES * 1_440)).toBeGreaterThan(0.3);
    expect(on / (FRIDGES * 1_440)).toBeLessThan(0.37);
  });

  it("runs more in summer, and as it is told", () => {
    const week = (simulator: Simulator, month: string) =>
      meanW(simulator, `2025-${month}-01T00:00`, `2025-${month}-15T00:00`);
    const usual = simulate();
    expect(week(usual, "07") / week(usual, "01")).toBeGreaterThan(1.05);
    const steady = simulate({ dutyPerK: 0, dutyShare: 0.7 });
    expect(week(steady, "07") / week(steady, "01")).toBeCloseTo(1, 2);
    expect(week(steady, "07") / week(usual, "07")).toBeGreaterThan(1.6);
  });

  it("is several compressors where it is large, above fans that never stop", () => {
    const rack = simulate({ steadyShare: 0.2 }, 38_000, 1);
    const powerW = minutes(rack, "2025-04-07T00:00", "2025-04-09T00:00");
    expect(new Set(powerW).size).toBeGreaterThan(8);
    expect(Math.min(...powerW)).toBeGreaterThanOrEqual(7_600);
    expect(Math.max(...powerW)).toBeLessThanOrEqual(38_000);
  });

  it("pauses when less is asked for, and catches up until it is where it would have been", () => {
    const simulator = simulate({ restartSpreadMinutes: 10 });
    shed(simulator, 3, 30);
    const usual = simulator.counterfactual();
    const span = ["2025-02-05T17:00", "2025-02-05T17:30"] as const;
    expect(Math.max(...minutes(simulator, ...span))).toBe(0);
    const before = ["2025-02-05T00:00", "2025-02-05T17:00"] as const;
    expect(isSame(minutes(simulator, ...before), minutes(usual, ...before))).toBe(true);
    const catchingUp = ["2025-02-05T17:40", "2025-02-05T18:10"] as const;
    expect(meanW(simulator, ...catchingUp)).toBeGreaterThan(1.3 * meanW(usual, ...catchingUp));
    const later = ["2025-02-06T00:00", "2025-02-08T00:00"] as const;
    expect(isSame(minutes(simulator, ...later), minutes(usual, ...later))).toBe(true);
    const all = ["2025-02-05T17:00", "2025-02-06T00:00"] as const;
    expect(meanW(simulator, ...all)).toBeCloseTo(meanW(usual, ...all), 6);
  });

  it("pauses no longer than its food allows, however long less is asked for", () => {
    const simulator = simulate({ longestPauseMinutes: 30, restartSpreadMinutes: 10 });
    shed(simulator, 3, 600);
    const powerW = minutes(simulator, "2025-02-05T17:00", "2025-02-05T20:00");
    for (let row = 0; row < FRIDGES; row += 1) {
      const first = powerW.subarray(row * 180, (row + 1) * 180).findIndex((power) => power > 0);
      expect(first).toBeGreaterThanOrEqual(30);
      expect(first).toBeLessThanOrEqual(30 + 10 + 70);
    }
    const moderate = simulate({ longestPauseMinutes: 30, restartSpreadMinutes: 0 });
    shed(moderate, 1, 600);
    const share = minutes(moderate, "2025-02-05T17:10", "2025-02-05T17:15");
    expect(Math.max(...share)).toBeGreaterThan(0);
  });

  it("does not all start at once", () => {
    const simulator = simulate({ restartSpreadMinutes: 20 });
    shed(simulator, 3, 60);
    const powerW = minutes(simulator, "2025-02-05T18:00", "2025-02-05T18:20");
    const running = Array.from({ length: 20 }, (_, minute) =>
      Array.from({ length: FRIDGES }, (__, row) => powerW[row * 20 + minute] ?? 0),
    ).map((row) => row.filter((power) => power > 0).length);
    expect(running[0]).toBeLessThan(0.15 * FRIDGES);
    expect(running[10]).toBeLessThan(0.75 * FRIDGES);
  });

  it("pauses under a limit that its compressor would break", () => {
    const simulator = simulate();
    const startMs = at("2025-02-05T17:00");
    const limit = (limitW: number) => ({ kind: "powerLimit", limitW }) as const;
    const endMs = startMs + 30 * MINUTE_MS;
    simulator.receive({ id: "wide", action: limit(120), startMs, endMs }, startMs);
    const span = ["2025-02-05T17:00", "2025-02-05T17:30"] as const;
    expect(isSame(minutes(simulator, ...span), minutes(simulator.counterfactual(), ...span))).toBe(
      true,
    );
    simulator.receive({ id: "narrow", action: limit(50), startMs, endMs }, startMs);
    expect(Math.max(...minutes(simulator, ...span))).toBe(0);
  });
});
