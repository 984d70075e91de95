import { ManualClock } from "@ven/core/testing";
import { createSimulator, type FleetSpecInput, fleetJsonSchema } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { meterSpec } from "../../src/measurement/meter-spec.ts";
import { houses, restless, steady } from "../support/metered-fleet.ts";

const NOON_MS = Date.parse("2025-03-04T12:00:00Z");
const HOUR_MS = 3_600_000;
const RANGE = { fromMs: NOON_MS, toMs: NOON_MS + HOUR_MS, stepMs: 60_000 };

const withMeter = (meter: FleetSpecInput["meter"], count = 1, load = steady(1_000)) =>
  createSimulator({ fleet: houses(count, [load], { meter }), clock: new ManualClock(NOON_MS) });

/** Mean and standard deviation. */
function moments(values: ArrayLike<number>): { mean: number; deviation: number } {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  const square = all.reduce((sum, value) => sum + (value - mean) ** 2, 0) / all.length;
  return { mean, deviation: Math.sqrt(square) };
}

describe("the meter of a load", () => {
  it("is perfect where nothing is said: no column of qualities, and the truth to the last bit", () => {
    const plain = createSimulator({ fleet: houses(3, [restless()]) });
    const said = withMeter({ accuracyClass: "perfect" }, 3, restless());
    expect(plain.range(RANGE).quality).toBeUndefined();
    expect(said.range(RANGE).quality).toBeUndefined();
    expect(said.range(RANGE).powerW).toEqual(plain.range(RANGE).powerW);
  });

  it.each([
    [1, 0.01],
    ["B", 0.01],
    [0.2, 0.002],
    ["A", 0.02],
  ] as const)(
    "of class %s is always off by the same share, within its class",
    (accuracyClass, limit) => {
      const { powerW, loads } = withMeter({ accuracyClass }, 2_000).range(RANGE);
      const errors = [...loads].map((_, row) => (powerW[row * 60] ?? 0) / 1_000 - 1);
      for (const [row, error] of errors.entries()) {
        expect(Math.abs(error)).toBeLessThanOrEqual(limit + 0.00005);
        expect(new Set(powerW.subarray(row * 60, row * 60 + 60)).size).toBe(1);
      }
      const { mean, deviation } = moments(errors);
      expect(Math.abs(mean)).toBeLessThan(limit / 30);
      expect(deviation / limit).toBeGreaterThan(0.44);
      expect(deviation / limit).toBeLessThan(0.52);
      expect(Math.max(...errors)).toBeGreaterThan(0.8 * limit);
      expect(Math.min(...errors)).toBeLessThan(-0.8 * limit);
    },
  );

  it("has noise of its own at each second, none in means, and tells the truth beside", () => {
    const simulator = withMeter({ noiseW: 5 }, 40);
    const { powerW, truthW, quality } = simulator.range({ ...RANGE, truth: true });
    const { mean, deviation } = moments(powerW);
    expect(Math.abs(mean - 1_000)).toBeLessThan(0.4);
    expect(deviation).toBeGreaterThan(4.7);
    expect(deviation).toBeLessThan(5.3);
    expect(new Set(truthW)).toEqual(new Set([1_000]));
    expect(new Set(quality)).toEqual(new Set([0]));
    expect(new Set(simulator.range({ ...RANGE, power: "mean" }).powerW)).toEqual(new Set([1_000]));
    const [reading] = simulator.readAt(NOON_MS, { resourceIds: ["house-7"], truth: true });
    expect(reading).toMatchObject({ powerW: powerW[6 * 60], truthW: 1_000, quality: "OK" });
    expect(reading?.powerW).not.toBe(1_000);
  });

  it("shows power and energy in steps", () => {
    const simulator = withMeter({ powerStepW: 50, registerStepWh: 100 }, 1, restless());
    const { powerW, truthW = new Float64Array() } = simulator.range({ ...RANGE, truth: true });
    expect(powerW).toEqual(truthW.map((watts) => Math.round(watts / 50) * 50));
    const load = { resourceId: "house-1", loadId: "load_0" };
    const shown = simulator.energyRegister(load, NOON_MS);
    const exact = simulator.energyRegister(load, NOON_MS, { truth: true });
    expect(shown.importWh % 100).toBe(0);
    expect(exact.importWh - shown.importWh).toBeGreaterThanOrEqual(0);
    expect(exact.importWh - shown.importWh).toBeLessThan(100);
  });

  it("counts energy with the error of its class", () => {
    const simulator = withMeter({ accuracyClass: 2 });
    const load = { resourceId: "house-1", loadId: "load_0" };
    const gain = (simulator.readAt(NOON_MS).powerW[0] ?? 0) / 1_000;
    const since = (truth: boolean) =>
      simulator.energyRegister(load, NOON_MS + 1_000 * HOUR_MS, { truth }).importWh -
      simulator.energyRegister(load, NOON_MS, { truth }).importWh;
    expect(since(true)).toBe(1_000_000);
    expect(since(false)).not.toBe(1_000_000);
    expect(Math.abs(since(false) - 1_000_000 * gain)).toBeLessThan(101);
  });

  it("reads late by what its clock has gained since it was set, never early", () => {
    const meter = { clockDriftPpm: 2_000, clockSetEveryS: 86_400 };
    const drifting = withMeter(meter, 200, restless());
    const perfect = createSimulator({ fleet: houses(200, [restless()]) });
    const before = { fromMs: NOON_MS - 600_000, toMs: NOON_MS + 1, stepMs: 1_000 };
    const { powerW } = perfect.range({ ...before, resourceIds: ["house-1"] });
    // The lag that explains each reading: all loads are alike, and draw another power each minute.
    const lagsS = [...drifting.readAt(NOON_MS).powerW].map(
      (watts) => 600 - powerW.lastIndexOf(watts),
    );
    expect(Math.max(...lagsS)).toBeLessThanOrEqual(600);
    expect(lagsS.filter((lagS) => lagS > 60).length).toBeGreaterThan(20);
  });

  it("counts in means what its registers count, however its clock drifts and is set", () => {
    const meter = { clockDriftPpm: 5_000, clockSetEveryS: 20_000 };
    const fleet = houses(20, [restless()], { meter, installedOn: "2025-03-03" });
    const simulator = createSimulator({ fleet });
    const range = { fromMs: NOON_MS, toMs: NOON_MS + 8 * HOUR_MS, stepMs: 300_000 };
    const { powerW } = simulator.range({ ...range, power: "mean" });
    const usage = simulator.channel("usageWh", range).values;
    for (let row = 0; row < 20; row += 1) {
      const sum = (values: Float64Array) =>
        values.subarray(row * 96, row * 96 + 96).reduce((total, value) => total + value, 0);
      expect(Math.abs(sum(powerW) / 12 - sum(usage))).toBeLessThan(2.5);
    }
  });

  it("is that of the load, or else of its site, or else of the fleet", () => {
    const fleet = houses(1, [{ ...steady(1_000), meter: { powerStepW: 300 } }, steady(1_000)]);
    const simulator = createSimulator({ fleet: { ...fleet, meter: { powerStepW: 70 } } });
    expect([...simulator.readAt(NOON_MS).powerW]).toEqual([900, 980]);
    const { house } = fleet.sites;
    if (house === undefined) throw new Error("the fleet has no house");
    const sites = { house: { ...house, meter: { powerStepW: 40 } } };
    const ofSite = createSimulator({ fleet: { ...fleet, sites, meter: { powerStepW: 70 } } });
    expect([...ofSite.readAt(NOON_MS).powerW]).toEqual([900, 1_000]);
  });

  it.each([
    [{ accuracyClass: 3 }, /fleet\.meter\.accuracyClass/],
    [{ noiseW: -1 }, /fleet\.meter\.noiseW/],
    [{ gaps: { share: 0.95 } }, /fleet\.meter\.gaps\.share/],
    [{ gaps: { share: 0.5, meanLengthS: 60 } }, /fleet\.meter\.gaps\.meanLengthS.*slotS/],
    [{ volume: 1 }, /volume/],
  ])("refuses %o", (meter, rule) => {
    expect(() => withMeter(meter as FleetSpecInput["meter"])).toThrow(rule);
  });

  it("takes steps of power of whole tenths of a watt, whatever floating point makes of them", () => {
    const steps = Array.from({ length: 20_000 }, (_, tenths) => (tenths + 1) / 10);
    const refused = steps.filter((powerStepW) => !meterSpec.safeParse({ powerStepW }).success);
    expect(refused).toEqual([]);
    for (const powerStepW of [0.25, 0.3000001]) {
      expect(() => withMeter({ powerStepW })).toThrow(/powerStepW.*whole tenths/);
    }
    // Readers of the schema compute its remainders as they like.
    expect(JSON.stringify(fleetJsonSchema())).not.toContain("multipleOf");
  });
});
