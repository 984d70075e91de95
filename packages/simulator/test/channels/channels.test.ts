import { ManualClock } from "@ven/core/testing";
import { CHANNELS, type ChannelName, createSimulator, OPERATING_STATE } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { houses, restless, steady } from "../support/metered-fleet.ts";

const START_MS = Date.parse("2025-03-04T00:00:00Z");
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const RANGE = { fromMs: START_MS, toMs: START_MS + DAY_MS, stepMs: 900_000 };
const INSTALLED = { installedOn: "2025-03-01" };
const IDS = { resourceIds: ["house-1"], loadIds: ["load_0"] };
const LOAD = { resourceId: "house-1", loadId: "load_0" };

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);

describe("the channels of registers", () => {
  it("show what the registers of a load show", () => {
    const simulator = createSimulator({ fleet: houses(2, [restless()], INSTALLED) });
    const imported = simulator.channel("importWh", { ...RANGE, ...IDS });
    const exported = simulator.channel("exportWh", { ...RANGE, ...IDS });
    expect(imported.quality).toBeUndefined();
    for (const step of [0, 17, 95]) {
      const atMs = imported.timestampMs[step] ?? Number.NaN;
      const { importWh, exportWh } = simulator.energyRegister(LOAD, atMs);
      expect([imported.values[step], exported.values[step]]).toEqual([importWh, exportWh]);
    }
    expect((exported.values[95] ?? 0) - (exported.values[0] ?? 0)).toBeGreaterThan(1_000);
  });

  it("give usage that adds up whatever the step of registers, and never drifts", () => {
    const meter = { accuracyClass: "B", registerStepWh: 100 } as const;
    const simulator = createSimulator({ fleet: houses(1, [restless()], { ...INSTALLED, meter }) });
    const quarters = simulator.channel("usageWh", RANGE).values;
    const hours = simulator.channel("usageWh", { ...RANGE, stepMs: HOUR_MS }).values;
    expect(sum(quarters)).toBe(sum(hours));
    expect(sum(quarters.subarray(0, 4))).toBe(hours[0]);
    const [begin, end] = [START_MS, START_MS + DAY_MS].map((atMs) =>
      simulator.energyRegister(LOAD, atMs),
    );
    const importedWh = (end?.importWh ?? 0) - (begin?.importWh ?? 0);
    expect(sum(hours)).toBe(importedWh - ((end?.exportWh ?? 0) - (begin?.exportWh ?? 0)));
    expect(quarters.every((wattHours) => wattHours % 100 === 0)).toBe(true);
  });

  it("miss what gaps lose, and catch up after them", () => {
    const gaps = { share: 0.3, meanLengthS: 7_200 };
    const usage = (isFilled: boolean) => {
      const meter = { gaps: { ...gaps, isFilled } };
      const fleet = houses(10, [steady(4_000)], { ...INSTALLED, meter });
      return createSimulator({ fleet }).channel("usageWh", RANGE);
    };
    const open = usage(false);
    const missing = [...open].filter(({ quality }) => quality === "MISSING");
    expect(missing.length).toBeGreaterThan(100);
    expect([...open].filter(({ value }) => value !== 1_000).length).toBe(missing.length);
    const filled = usage(true);
    expect([...filled].filter(({ quality }) => quality === "ESTIMATED").length).toBe(
      missing.length,
    );
    // Within a gap the register stands still; with it, what was used comes all at once.
    expect(filled.values).toContain(0);
    expect(Math.max(...filled.values)).toBeGreaterThan(2_000);
  });

  it("are BAD while a fault tells on them", () => {
    const simulator = createSimulator({
      fleet: houses(1, [steady(4_000)], INSTALLED),
      faults: [{ kind: "rollback", byWh: 500, startMs: START_MS + 6 * HOUR_MS }],
    });
    const usage = [...simulator.channel("usageWh", { ...RANGE, stepMs: HOUR_MS })];
    expect(usage.map(({ value }) => value)).toEqual(
      usage.map((_, hour) => (hour === 5 ? 3_500 : 4_000)),
    );
    expect(usage.map(({ quality }) => quality)).toEqual(
      usage.map((_, hour) => (hour < 5 ? "OK" : "BAD")),
    );
  });

  it("give demand as the mean that the meter measures", () => {
    const meter = { accuracyClass: 2 } as const;
    const simulator = createSimulator({ fleet: houses(3, [restless()], { meter }) });
    const demand = simulator.channel("demandW", RANGE);
    expect(demand.values).toEqual(simulator.range({ ...RANGE, power: "mean" }).powerW);
  });
});

describe("the channels of states", () => {
  const battery = { kind: "battery", ratedPowerW: 5_000, model: { model: "battery" } } as const;
  const heatPump = { kind: "heat_pump", ratedPowerW: 3_000, model: { model: "heatPump" } } as const;

  it("tell the charge of a battery, which goes with its power", () => {
    const fleet = houses(1, [restless(), battery], INSTALLED);
    const simulator = createSimulator({ fleet });
    const range = { ...RANGE, stepMs: 300_000, loadIds: ["load_1"] };
    const charge = simulator.channel("stateOfCharge", range).values;
    const { powerW } = simulator.range({ ...range, power: "mean" });
    expect(charge.every((share) => share >= 0 && share <= 1)).toBe(true);
    expect(new Set(charge).size).toBeGreaterThan(20);
    for (let step = 1; step < charge.length; step += 1) {
      const rise = (charge[step] ?? 0) - (charge[step - 1] ?? 0);
      const watts = powerW[step - 1] ?? 0;
      if (Math.abs(watts) > 50) expect(Math.sign(rise)).toBe(Math.sign(watts));
    }
  });

  it("tell how warm it is, and whether a load runs", () => {
    const simulator = createSimulator({ fleet: houses(3, [heatPump], INSTALLED) });
    const temperature = simulator.channel("temperatureC", RANGE).values;
    expect(Math.min(...temperature)).toBeGreaterThan(15);
    expect(Math.max(...temperature)).toBeLessThan(26);
    const state = simulator.channel("operatingState", RANGE).values;
    const { powerW } = simulator.range(RANGE);
    const { idle, running } = OPERATING_STATE;
    expect(new Set(state)).toEqual(new Set([idle, running]));
    expect(state.every((code, at) => (code === running) === (powerW[at] ?? 0) > 100)).toBe(true);
  });

  it("tell that a load does less than it would because it was asked", () => {
    const simulator = createSimulator({
      fleet: houses(40, [heatPump], INSTALLED),
      clock: new ManualClock(START_MS),
    });
    const startMs = START_MS + 6 * HOUR_MS;
    simulator.receive({
      id: "cold",
      action: { kind: "setpointOffset", offsetK: -3 },
      startMs,
      endMs: startMs + 2 * HOUR_MS,
    });
    const during = { fromMs: startMs + HOUR_MS, toMs: startMs + HOUR_MS + 1, stepMs: 1 };
    const codes = [...simulator.channel("operatingState", during).values];
    expect(codes.filter((code) => code === OPERATING_STATE.idleCurtailed).length).toBeGreaterThan(
      15,
    );
  });

  it("derive what a model does not tell from what the load would do otherwise", () => {
    const simulator = createSimulator({ fleet: houses(1, [steady(5), steady(0)]) });
    const { values } = simulator.channel("operatingState", { fromMs: 0, toMs: 1, stepMs: 1 });
    expect([...values]).toEqual([OPERATING_STATE.running, OPERATING_STATE.idle]);
  });

  it("are refused where a load has none, by its name, and by names of loads that have it", () => {
    const simulator = createSimulator({ fleet: houses(2, [steady(5), battery], INSTALLED) });
    expect(() => simulator.channel("stateOfCharge", RANGE)).toThrow(
      /stateOfCharge.*load_0.*house-1.*such as load "load_1" of resource "house-1" \(battery\)$/,
    );
    expect(() => simulator.channel("temperatureC", RANGE)).toThrow(/temperatureC.*nor has any/);
    expect(() => simulator.channel("mood" as ChannelName, RANGE)).toThrow(/mood.*stateOfCharge/);
  });
});

describe("the channels of the grid", () => {
  it("tell the voltage of each site and the frequency of all, near what is nominal", () => {
    const grid = { voltageV: 120, frequencyHz: 60 };
    const simulator = createSimulator({ fleet: houses(20, [steady(5), steady(6)], { grid }) });
    const voltage = simulator.channel("voltageV", RANGE);
    expect(Math.min(...voltage.values)).toBeGreaterThan(120 * 0.94);
    expect(Math.max(...voltage.values)).toBeLessThan(120 * 1.06);
    const row = (at: number) => [...voltage.values.subarray(96 * at, 96 * (at + 1))];
    expect(row(0)).toEqual(row(1));
    expect(row(0)).not.toEqual(row(2));
    const frequency = simulator.channel("frequencyHz", RANGE).values;
    expect(Math.min(...frequency)).toBeGreaterThan(59.85);
    expect(Math.max(...frequency)).toBeLessThan(60.15);
    expect([...frequency.subarray(0, 96)]).toEqual([...frequency.subarray(96 * 30, 96 * 31)]);
    expect(new Set(frequency).size).toBeGreaterThan(20);
  });
});

describe("the channels that are computed", () => {
  const heatPump = { kind: "heat_pump", ratedPowerW: 3_000, model: { model: "heatPump" } } as const;

  it("tell how much a load could do without: nothing where it obeys nothing", () => {
    const range = { ...RANGE, toMs: START_MS + 6 * HOUR_MS, stepMs: HOUR_MS };
    const steadily = createSimulator({ fleet: houses(1, [steady(500)], INSTALLED) });
    expect(new Set(steadily.channel("shedAvailableW", range).values)).toEqual(new Set([0]));
    const warm = createSimulator({ fleet: houses(5, [heatPump], INSTALLED) });
    const available = warm.channel("shedAvailableW", range).values;
    const { powerW } = warm.range({ ...range, power: "mean" });
    expect(sum(available) / sum(powerW)).toBeGreaterThan(0.3);
    expect(available.every((watts, at) => watts >= 0 && watts <= (powerW[at] ?? 0) + 0.1)).toBe(
      true,
    );
  });

  it("tell the baseline: what the same fleet would have done unasked", () => {
    const simulator = createSimulator({ fleet: houses(5, [heatPump], INSTALLED) });
    simulator.receive({ id: "x", action: { kind: "shed", level: 3 }, startMs: START_MS }, START_MS);
    const { values } = simulator.channel("baselineW", RANGE);
    const unasked = simulator.counterfactual().range({ ...RANGE, power: "mean" }).powerW;
    expect(values).toEqual(unasked);
    expect(values).not.toEqual(simulator.range({ ...RANGE, power: "mean" }).powerW);
  });

  it("forecast with an error that grows, and tell what was as it was", () => {
    const simulator = createSimulator({ fleet: houses(300, [steady(1_000)]) });
    const issuedAtMs = START_MS + 12 * HOUR_MS;
    const range = { ...RANGE, toMs: START_MS + 4 * DAY_MS, stepMs: 6 * HOUR_MS };
    const read = (forecast: object) =>
      simulator.channel("forecastW", { ...range, forecast: { issuedAtMs, ...forecast } }).values;
    const values = read({});
    const deviation = (step: number) => {
      const errors = Array.from(
        { length: 300 },
        (_, row) => (values[row * 16 + step] ?? 0) - 1_000,
      );
      return Math.sqrt(errors.reduce((total, error) => total + error ** 2, 0) / 300);
    };
    expect([deviation(0), deviation(1)]).toEqual([0, 0]);
    expect(deviation(5)).toBeGreaterThan(110);
    expect(deviation(5)).toBeLessThan(200);
    expect(deviation(14) / deviation(2)).toBeGreaterThan(2.5);
    expect(read({})).toEqual(values);
    expect(read({ issuedAtMs: issuedAtMs - 1 })).not.toEqual(values);
    expect(new Set(read({ dayAheadError: 0 }))).toEqual(new Set([1_000]));
  });

  it("forecast by what was at the same time of the last day, where that is asked for", () => {
    const simulator = createSimulator({ fleet: houses(1, [heatPump]) });
    const issuedAtMs = START_MS + 12 * HOUR_MS;
    const forecast = { issuedAtMs, method: "persistence" } as const;
    const range = { ...RANGE, toMs: START_MS + 3 * DAY_MS, stepMs: HOUR_MS };
    const { values } = simulator.channel("forecastW", { ...range, forecast });
    const was = simulator.range({ ...range, fromMs: START_MS - DAY_MS, power: "mean" }).powerW;
    const expected = Array.from({ length: 72 }, (_, hour) => {
      const daysBack = hour < 12 ? 0 : Math.ceil((hour + 1 - 12) / 24);
      return was[24 + hour - 24 * daysBack];
    });
    expect([...values]).toEqual(expected);
  });

  it.each([
    [{ issuedAtMs: Number.NaN }, /issuedAtMs/],
    [{ method: "guess" }, /method/],
    [{ dayAheadError: -1 }, /dayAheadError/],
  ])("refuse a forecast of %o", (forecast, rule) => {
    const simulator = createSimulator({ fleet: houses(1, [steady(1)]) });
    expect(() => simulator.channel("forecastW", { ...RANGE, forecast } as never)).toThrow(rule);
  });
});

describe("every channel", () => {
  it("is the same whatever was read before, forwards or backwards", () => {
    const battery = { kind: "battery", ratedPowerW: 5_000, model: { model: "battery" } } as const;
    const fleet = houses(2, [battery], { ...INSTALLED, meter: { gaps: { share: 0.2 } } });
    const names = (Object.keys(CHANNELS) as ChannelName[]).filter(
      (name) => name !== "temperatureC",
    );
    const range = { ...RANGE, stepMs: HOUR_MS, forecast: { issuedAtMs: START_MS + 6 * HOUR_MS } };
    const one = createSimulator({ fleet });
    const other = createSimulator({ fleet });
    for (const name of names) {
      const whole = one.channel(name, range);
      for (const step of [23, 11, 0]) {
        const fromMs = START_MS + step * HOUR_MS;
        const part = other.channel(name, { ...range, fromMs, toMs: fromMs + 1 });
        expect([name, ...part.values]).toEqual([name, whole.values[step], whole.values[24 + step]]);
      }
    }
  });
});
