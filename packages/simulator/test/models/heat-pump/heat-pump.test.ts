import { createSimulator } from "@ven/simulator";
import { describe, expect, it } from "vitest";
import { heatFactor, inputFactor } from "../../../src/models/heat-pump/heat-pump-curve.ts";
import { heatPumpModel, heatPumpSpec } from "../../../src/models/heat-pump/heat-pump-model.ts";
import { addEnergy, type DayTrace } from "../../../src/trace/day-trace.ts";
import { loadView, span, traceOn } from "../../support/load-view.ts";
import { mean, meanPowerW, oneModelFleet } from "../../support/one-model-fleet.ts";

const heatPump = (settings: object = {}) =>
  heatPumpModel(heatPumpSpec.parse({ model: "heatPump", ...settings }));

function meanW(trace: DayTrace): number {
  const sum = { importDws: 0, exportDws: 0 };
  addEnergy(trace, trace.startS, trace.endS, sum);
  return sum.importDws / (trace.endS - trace.startS) / 10;
}

const switches = ({ powerDw }: DayTrace) =>
  powerDw.reduce((count, power, place) => {
    const isOther = place > 0 && power > 0 !== (powerDw[place - 1] ?? 0) > 0;
    return isOther ? count + 1 : count;
  }, 0);

describe("a heat pump", () => {
  it("gives less heat and takes more electricity for it the colder it is outside", () => {
    expect(heatFactor(25 / 3)).toBeCloseTo(1, 3);
    expect(inputFactor(25 / 3)).toBeCloseTo(1, 3);
    const cop = (outdoorC: number) => heatFactor(outdoorC) / inputFactor(outdoorC);
    for (let outdoorC = -25; outdoorC < 20; outdoorC += 1) {
      expect(heatFactor(outdoorC)).toBeLessThan(heatFactor(outdoorC + 1));
      expect(cop(outdoorC)).toBeLessThan(cop(outdoorC + 1));
    }
    expect(cop(-15)).toBeCloseTo(0.57, 1);
    expect(heatFactor(-40)).toBe(heatFactor(-30));
    expect(heatFactor(40)).toBe(heatFactor(30));
  });

  it("draws by losses and efficiency: more than in proportion in the cold", () => {
    const model = heatPump({ diversity: 0, lossWPerK: 120, cop: 3.5, deadbandK: 0.1 });
    const drawnW = (outdoorC: number) =>
      meanW(traceOn(model, loadView("a", outdoorC), "2026-01-14"));
    for (const outdoorC of [-5, 0, 5]) {
      const heatW = 120 * (21 - 4 - outdoorC);
      const cop = (3.5 * heatFactor(outdoorC)) / inputFactor(outdoorC);
      expect(drawnW(outdoorC) / (heatW / cop)).toBeGreaterThan(0.97);
      expect(drawnW(outdoorC) / (heatW / cop)).toBeLessThan(1.03);
    }
  });

  it("cycles at the full power of the hour, where it does not modulate", () => {
    const trace = traceOn(heatPump(), loadView("a", 0), "2026-01-14");
    expect(new Set(trace.powerDw)).toEqual(new Set([0, Math.round(20_000 * inputFactor(0))]));
    expect(switches(trace)).toBeGreaterThan(10);
  });

  it("runs through in the cold where it modulates, as fast as is needed, and cycles when it is mild", () => {
    const model = heatPump({ isModulating: true, diversity: 0 });
    const cold = traceOn(model, loadView("a", -2), "2026-01-14");
    expect(switches(cold)).toBe(0);
    const late = cold.powerDw.subarray(48);
    expect(Math.max(...late) / Math.min(...late)).toBeLessThan(1.01);
    const steady = (21 - 4 + 2) / ((21 + 8 - 4) / heatFactor(-8));
    const full = 20_000 * inputFactor(-2);
    expect((late[0] ?? 0) / full).toBeCloseTo(steady / heatFactor(-2), 2);
    const temperatures = [...(cold.states?.temperatureC ?? [])].slice(48);
    expect(mean(temperatures)).toBeCloseTo(21, 1);
    const mild = traceOn(model, loadView("a", 11), "2026-01-14");
    expect(switches(mild)).toBeGreaterThan(4);
    const least = Math.round(0.3 * 20_000 * inputFactor(11));
    expect(new Set(mild.powerDw)).toEqual(new Set([0, least]));
  });

  it("runs within a power limit if it can, and not at all if it cannot", () => {
    const fromS = Date.parse("2026-01-14T06:00+01:00") / 1_000;
    const most = (isModulating: boolean, limitW: number) => {
      const limit = span({ kind: "powerLimit", limitW }, fromS, fromS + 3 * 3_600);
      const model = heatPump({ isModulating, comfortFloorC: 10 });
      const trace = traceOn(model, loadView("a", -5), "2026-01-14", [limit]);
      const during = [...trace.powerDw].filter((_, place) => {
        const at = trace.fromS[place] ?? 0;
        return at >= limit.fromS && at < limit.toS;
      });
      return Math.max(...during) / 10;
    };
    expect(most(true, 900)).toBe(900);
    expect(most(true, 200)).toBe(0);
    expect(most(false, 900)).toBe(0);
    expect(most(false, 5_000)).toBeCloseTo(2_000 * inputFactor(-5), 0);
  });

  it("of a usual house takes 1.5 to 2.5 times its rated power in MWh a year", () => {
    const simulator = createSimulator({
      fleet: oneModelFleet({ model: "heatPump" }, { count: 12 }),
    });
    const [fromMs, toMs] = [Date.parse("2026-01-01"), Date.parse("2027-01-01")];
    const perKw =
      (mean(meanPowerW(simulator, fromMs, toMs, toMs - fromMs)) * 8_760) / 2_000 / 1_000;
    expect(perKw).toBeGreaterThan(1.5);
    expect(perKw).toBeLessThan(2.5);
  });
});
