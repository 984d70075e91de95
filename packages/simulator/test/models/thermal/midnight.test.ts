import { createSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import {
  electricHeatingModel,
  electricHeatingSpec,
} from "../../../src/models/electric-heating/electric-heating-model.ts";
import type { DayModel } from "../../../src/models/load-model.ts";
import { temperatureAfter } from "../../../src/models/thermal/exponential.ts";
import {
  waterHeaterModel,
  waterHeaterSpec,
} from "../../../src/models/water-heater/water-heater-model.ts";
import { loadView, span } from "../../support/load-view.ts";
import { mean, meanPowerW, oneModelFleet } from "../../support/one-model-fleet.ts";

const HOUR_S = 3_600;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FIRST_DAY = Date.parse("2026-01-10") / DAY_MS;
const WATER_WS = 4_186;

interface Jumps {
  readonly model: DayModel;
  readonly ratedPowerW?: number;
  readonly loads: number;
  readonly midnights: number;
  readonly commands?: Parameters<DayModel["trace"]>[2];
  /** Where a load tends to, degrees Celsius, and its time constant, s. */
  readonly tends: (powerW: number) => { readonly towardsC: number; readonly tauS: number };
}

/** By how many K loads are warmer after midnight than before, the mean of them at each midnight. */
function jumps({ model, ratedPowerW = 2_000, loads, midnights, commands = [], tends }: Jumps) {
  const sums = new Array<number>(midnights).fill(0);
  for (let place = 0; place < loads; place += 1) {
    const load = { ...loadView(`home ${place}`, 0), ratedPowerW };
    const { calendar } = load.surroundings;
    let endC = Number.NaN;
    for (let day = 0; day <= midnights; day += 1) {
      const trace = model.trace(load, calendar.day(FIRST_DAY + day), commands);
      const temperatures = trace.states?.temperatureC ?? new Float64Array(0);
      if (day > 0) sums[day - 1] = (sums[day - 1] ?? 0) + (temperatures[0] ?? Number.NaN) - endC;
      const last = temperatures.length - 1;
      const { towardsC, tauS } = tends((trace.powerDw[last] ?? 0) / 10);
      const leftS = trace.endS - (trace.fromS[last] ?? 0);
      endC = temperatureAfter(temperatures[last] ?? Number.NaN, towardsC, tauS, leftS);
    }
  }
  return sums.map((sum) => sum / loads);
}

function tankJumps(settings: object, ratedPowerW: number, loads = 60, midnights = 28) {
  const spec = waterHeaterSpec.parse({ model: "waterHeater", diversity: 0, ...settings });
  const { volumeL, lossWPerK, ambientC } = spec;
  return jumps({
    model: waterHeaterModel(spec),
    ratedPowerW,
    loads,
    midnights,
    tends: (powerW) => ({
      towardsC: ambientC + powerW / lossWPerK,
      tauS: (volumeL * WATER_WS) / lossWPerK,
    }),
  });
}

describe("tanks at midnight", () => {
  it.each([
    ["the usual ones", {}, 2_000, 0.5],
    ["of five people", { people: 5 }, 2_000, 0.5],
    ["small ones", { volumeL: 50, people: 2 }, 1_500, 0.5],
    ["slow ones", { volumeL: 300, people: 5, litresPerPersonDay: 100 }, 1_000, 1.5],
    ["too weak ones", { volumeL: 300, people: 5, litresPerPersonDay: 100 }, 700, 1.5],
    ["the weakest", { volumeL: 10_000, people: 12, litresPerPersonDay: 500 }, 300, 1.5],
  ] as const)("are about as warm as before: %s", (_, settings, ratedPowerW, mostK) => {
    expect(Math.abs(mean(tankJumps(settings, ratedPowerW)))).toBeLessThan(mostK);
  });
});

/** Houses all alike, at 0 degrees Celsius outside. */
function houseJumps(settings: object, midnights: number, commands: Jumps["commands"] = []) {
  const spec = electricHeatingSpec.parse({ model: "electricHeating", diversity: 0, ...settings });
  const { setpointC, designC, freeHeatK, timeConstantH } = spec;
  return jumps({
    model: electricHeatingModel(spec),
    loads: 40,
    midnights,
    commands,
    tends: (powerW) => ({
      towardsC: freeHeatK + (powerW / 2_000) * (setpointC - designC - freeHeatK),
      tauS: timeConstantH * HOUR_S,
    }),
  });
}

const farthest = (values: readonly number[]) => Math.max(...values.map(Math.abs));

describe("houses at midnight", () => {
  it.each([
    [17, 23],
    [12, 18],
    [22, 6],
    [23.5, 5],
    [0, 5],
  ])("go on to recover from a set-back from %d to %d", (fromHour, toHour) => {
    const nightSetback = { byK: 4, fromHour, toHour };
    expect(farthest(houseJumps({ nightSetback }, 4))).toBeLessThan(0.2);
  });

  it("are as warm as before where a day is too short to recover, but for what four days leave", () => {
    const nightSetback = { byK: 4, fromHour: 22, toHour: 6 };
    const settings = { nightSetback, designC: -3, timeConstantH: 24 };
    expect(farthest(houseJumps(settings, 4))).toBeLessThan(0.2);
    expect(farthest(houseJumps({ ...settings, timeConstantH: 60 }, 4))).toBeLessThan(0.5);
  });

  it("go on to draw more after midnight while they recover", () => {
    const nightSetback = { byK: 4, fromHour: 17, toHour: 23 };
    const simulator = createSimulator({
      fleet: oneModelFleet({ model: "heatPump", nightSetback }, { count: 100, ratedPowerW: 4_000 }),
    });
    const midnightMs = Date.parse("2026-01-13T00:00:00+01:00");
    const halfHour = HOUR_MS / 2;
    const powers = meanPowerW(simulator, midnightMs - halfHour, midnightMs + halfHour, halfHour);
    expect((powers[1] ?? 0) / (powers[0] ?? 0)).toBeGreaterThan(0.6);
  });

  it.each([
    [24, 14, 40],
    [60, 14, 20],
    [200, 12, 20],
    [500, 12, 40],
  ])(
    "are as warm as before under a long command: a time constant of %d h, %d degrees, %d days",
    (timeConstantH, temperatureC, days) => {
      const fromS = FIRST_DAY * 86_400 + 18 * HOUR_S;
      const order = span({ kind: "setpoint", temperatureC }, fromS, fromS + days * 86_400);
      const settings = { timeConstantH, comfortFloorC: 5 };
      expect(farthest(houseJumps(settings, days, [order]))).toBeLessThan(0.2);
    },
  );

  it("are as warm as before under a limit that is too low for long, and while they cool to comfort's floor", () => {
    const fromS = FIRST_DAY * 86_400 + 18 * HOUR_S;
    for (const limitW of [0, 600]) {
      const order = span({ kind: "powerLimit", limitW }, fromS, fromS + 30 * 86_400);
      for (const timeConstantH of [24, 200]) {
        expect(farthest(houseJumps({ timeConstantH }, 30, [order]))).toBeLessThan(0.3);
      }
    }
  });
});

describe("houses two days after a command of three days", () => {
  it.each([24, 60, 100])(
    "draw what they draw without it, within a twentieth: a time constant of %d h",
    (hours) => {
      const model = { model: "heatPump", timeConstantH: hours } as const;
      const simulator = createSimulator({ fleet: oneModelFleet(model, { count: 300 }) });
      const endMs = Date.parse("2026-01-13T00:00:00+01:00");
      const action = { kind: "setpoint", temperatureC: 14 } as const;
      const startMs = endMs - 3 * DAY_MS;
      simulator.receive({ id: "long", action, startMs, endMs }, startMs);
      const drawn = (of: typeof simulator, fromH: number) =>
        mean(meanPowerW(of, endMs + fromH * HOUR_MS, endMs + (fromH + 12) * HOUR_MS, HOUR_MS));
      const usual = simulator.counterfactual();
      const share = drawn(simulator, 36) / drawn(usual, 36);
      expect(Math.abs(share - 1)).toBeLessThan(0.05);
      expect(drawn(simulator, 0)).toBeGreaterThan(1.1 * drawn(usual, 0));
      expect(drawn(simulator, 48)).toBe(drawn(usual, 48));
    },
  );
});
