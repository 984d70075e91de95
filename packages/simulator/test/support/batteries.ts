import { expect } from "vitest";
import type { LocalDay } from "../../src/calendar/local-day.ts";
import { batteryModel } from "../../src/models/battery/battery-model.ts";
import { batterySpec } from "../../src/models/battery/battery-spec.ts";
import type { DayTrace } from "../../src/trace/day-trace.ts";
import { type LoadBench, type LoadBenchOptions, loadBench } from "./load-bench.ts";

const DWS_PER_WH = 36_000;
const CAPACITY_WH = 10_000;
const EFFICIENCY = 0.95;

/** A site that exports at noon, as much as the day wants, and draws in the evening. */
export const house = (day: LocalDay): DayTrace => {
  const bright = (day.index * 7) % 5;
  const at = (hour: number) => day.atWall(hour * 3_600);
  const fromS = [day.startS, at(6.25), at(9), at(11.5), at(14), at(17), at(22)];
  const powerDw = [2_503, 6_001, -7_003 * bright, -11_017 * bright, -4_999 * bright, 14_007, 4_001];
  return {
    startS: day.startS,
    endS: day.endS,
    fromS: Float64Array.from(fromS),
    powerDw: Float64Array.from(powerDw),
  };
};

/** A site that draws next to nothing: a battery beside it keeps what it has. */
export const idleHouse = ({ startS, endS }: LocalDay): DayTrace => ({
  startS,
  endS,
  fromS: Float64Array.of(startS),
  powerDw: Float64Array.of(10),
});

/** A battery on the bench, beside that house. */
export const batteryOf = (
  settings: Readonly<Record<string, unknown>> = {},
  options: LoadBenchOptions = {},
): LoadBench =>
  loadBench(batteryModel(batterySpec.parse({ model: "battery", ...settings })), {
    ratedPowerW: 5_000,
    siblings: { house },
    ...options,
  });

/** Settings of a battery that makes up for the house. */
export const selfConsumption = { plan: { kind: "selfConsumption", follows: ["house"] } };

/** Checks every segment of a day against its charge, to the Wh, and the charge against its bounds. */
export function checkDay(trace: DayTrace, next: DayTrace): void {
  const { fromS, powerDw, states, endS } = trace;
  const charge = states?.charge ?? new Float64Array();
  const end = next.states?.charge?.[0] ?? Number.NaN;
  let changeWh = 0;
  fromS.forEach((from, at) => {
    const [before, after] = [charge[at] ?? Number.NaN, charge[at + 1] ?? end];
    const power = powerDw[at] ?? Number.NaN;
    const gridWh = (power * ((fromS[at + 1] ?? endS) - from)) / DWS_PER_WH;
    const wh = gridWh > 0 ? gridWh * EFFICIENCY : gridWh / EFFICIENCY;
    changeWh += wh;
    if (!(Math.abs((after - before) * CAPACITY_WH - wh) < 0.01)) {
      expect.fail(`at ${from}: ${before} to ${after}, but ${wh} Wh`);
    }
    if (!(after >= 0.15 - 1e-12 && after <= 0.95 + 1e-12))
      expect.fail(`charge ${after} at ${from}`);
    if (!(Math.abs(power) <= 50_000 && Number.isInteger(power))) expect.fail(`power ${power}`);
    if (Object.is(power, -0)) expect.fail("power is -0");
  });
  expect(Math.abs((end - (charge[0] ?? Number.NaN)) * CAPACITY_WH - changeWh)).toBeLessThan(0.1);
}

/** An instant as epoch s. */
export const seconds = (iso: string): number => Date.parse(iso) / 1_000;
