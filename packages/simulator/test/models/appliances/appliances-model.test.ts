import { createSimulator, type FleetSpecInput } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { correlationOf } from "../../../src/statistics/correlation.ts";
import { homeFleet } from "../../support/home-fleet.ts";

const HOUR_MS = 3_600_000;
const at = (local: string) => Date.parse(`${local}+01:00`);
const YEAR = { fromMs: at("2025-01-01T00:00"), toMs: at("2026-01-01T00:00") };

const home = (settings: object = {}) => ({ model: "appliances", ...settings }) as const;

/** Mean of what homes use in a year, kWh. */
function meanKwh(settings: object, count = 25): number {
  const simulator = createSimulator({ fleet: homeFleet(count, [home(settings)]) });
  const { powerW } = simulator.range({ ...YEAR, stepMs: 24 * HOUR_MS, power: "mean" });
  return (24 * powerW.reduce((sum, power) => sum + power, 0)) / 1_000 / count;
}

describe("the appliances of homes", () => {
  it.each([
    { annualKwh: 1_800, people: 1 },
    { annualKwh: 5_200, people: 4 },
    { annualKwh: 15_000 },
  ])("use on average what their specification says: %j", (settings) => {
    const kwh = meanKwh(settings);
    expect(kwh / settings.annualKwh).toBeGreaterThan(0.9);
    expect(kwh / settings.annualKwh).toBeLessThan(1.1);
  });

  it("use more where more people live, and less where nobody is for half a year", () => {
    const [one, three] = [meanKwh({ people: 1 }, 20), meanKwh({ people: 3 }, 20)];
    expect(three / one).toBeGreaterThan(1.3);
    expect(meanKwh({ people: 3, vacationWeeks: 26 }, 20) / three).toBeLessThan(0.8);
  });

  it("are those of one home where a site has them as several loads", () => {
    const read = (groups: readonly (readonly string[])[]) => {
      const models = groups.map((parts) => home({ parts }));
      const simulator = createSimulator({ fleet: homeFleet(3, models as never) });
      const day = { fromMs: at("2025-02-03T00:00"), toMs: at("2025-02-04T00:00") };
      const { powerW, timestampMs } = simulator.range({ ...day, stepMs: 60_000 });
      const sums = new Float64Array(3 * timestampMs.length);
      powerW.forEach((power, place) => {
        const row = Math.floor(place / timestampMs.length);
        const sum = Math.floor(row / groups.length) * timestampMs.length;
        const sumAt = sum + (place % timestampMs.length);
        sums[sumAt] = (sums[sumAt] ?? 0) + power;
      });
      return sums;
    };
    const two = read([
      ["cooking", "cold", "other"],
      ["wet", "lighting", "electronics"],
    ]);
    const six = read([["cooking"], ["wet"], ["cold"], ["lighting"], ["electronics"], ["other"]]);
    // What is always on is rounded to tenths of a watt in each load.
    expect(
      Math.max(...two.map((power, place) => Math.abs(power - (six[place] ?? 0)))),
    ).toBeLessThan(0.35);
    expect(Math.max(...two)).toBeGreaterThan(1_000);
  });

  it("go on after midnight with what was begun before", () => {
    const fleet = homeFleet(60, [home({ parts: ["electronics"] })]);
    const simulator = createSimulator({ fleet });
    let before = 0;
    let after = 0;
    for (let day = 0; day < 40; day += 1) {
      const midnightMs = at("2025-02-01T00:00") + day * 24 * HOUR_MS;
      const { powerW } = simulator.range({
        fromMs: midnightMs - 1_000,
        toMs: midnightMs + 1_000,
        stepMs: 1_000,
      });
      for (let row = 0; row < powerW.length; row += 2) {
        before += powerW[row] ?? 0;
        after += powerW[row + 1] ?? 0;
      }
    }
    expect(after / before).toBeGreaterThan(0.99);
    expect(after / before).toBeLessThan(1.01);
  });

  it("follow the clocks of people when these change", () => {
    const fleet = homeFleet(150, [home({ parts: ["cooking"] })]);
    const simulator = createSimulator({ fleet });
    /** When a quarter of what a workday needs has been used, h after 00:00 UTC. */
    const quarterAt = (monday: string) => {
      const fromMs = Date.parse(`${monday}T00:00Z`);
      const steps = new Float64Array(96);
      for (let day = 0; day < 5; day += 1) {
        const dayMs = fromMs + day * 24 * HOUR_MS;
        const range = { fromMs: dayMs, toMs: dayMs + 24 * HOUR_MS, stepMs: HOUR_MS / 4 } as const;
        simulator.range({ ...range, power: "mean" }).powerW.forEach((power, place) => {
          steps[place % 96] = (steps[place % 96] ?? 0) + power;
        });
      }
      const quarter = steps.reduce((sum, power) => sum + power, 0) / 4;
      const used = steps.map((_, step) => steps.subarray(0, step).reduce((a, b) => a + b, 0));
      return used.findIndex((energy) => energy >= quarter) / 4;
    };
    // The weeks before and after clocks went forward.
    const shiftH = quarterAt("2025-03-24") - quarterAt("2025-03-31");
    expect(Math.abs(shiftH - 1)).toBeLessThanOrEqual(0.5);
  });

  it("have busy and quiet days together, as people share weather and football", () => {
    const simulator = createSimulator({ fleet: homeFleet(200, [home()]) });
    const range = {
      fromMs: at("2025-02-03T00:00"),
      toMs: at("2025-03-17T00:00"),
      stepMs: 24 * HOUR_MS,
    };
    const { powerW } = simulator.range({ ...range, power: "mean" });
    const [some, others] = [new Float64Array(42), new Float64Array(42)];
    powerW.forEach((power, place) => {
      const half = place < 100 * 42 ? some : others;
      half[place % 42] = (half[place % 42] ?? 0) + power;
    });
    const workdays = (days: Float64Array) => days.filter((_, day) => day % 7 < 5);
    expect(correlationOf(workdays(some), workdays(others))).toBeGreaterThan(0.4);
  });

  it("light up for longer in winter than in summer", () => {
    const simulator = createSimulator({ fleet: homeFleet(40, [home({ parts: ["lighting"] })]) });
    const energy = (from: string, to: string) =>
      simulator
        .range({ fromMs: at(from), toMs: at(to), stepMs: 24 * HOUR_MS, power: "mean" })
        .powerW.reduce((sum, power) => sum + power, 0);
    const winter = energy("2025-12-01T00:00", "2025-12-15T00:00");
    expect(winter / energy("2025-06-02T00:00", "2025-06-16T00:00")).toBeGreaterThan(2);
  });

  it.each<[object, RegExp]>([
    [{ parts: ["cooking", "cooking"] }, /parts.*once/s],
    [{ parts: [] }, /parts/],
    [{ people: 0 }, /people/],
    [{ rooms: 3 }, /rooms/],
  ])("are refused where their specification is wrong: %j", (settings, rule) => {
    const fleet = homeFleet(1, [home(settings)]) as FleetSpecInput;
    expect(() => createSimulator({ fleet })).toThrow(rule);
  });
});
