import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ThermalOrders } from "../../../src/models/thermal/thermal-orders.ts";
import type { ThermalPlant } from "../../../src/models/thermal/thermal-plant.ts";
import { ThermalTrace } from "../../../src/models/thermal/thermal-trace.ts";
import { anchorThermostat, thermostatCycle } from "../../../src/models/thermal/thermostat-cycle.ts";
import { ThermostatRun } from "../../../src/models/thermal/thermostat-run.ts";
import { addEnergy, type DayTrace } from "../../../src/trace/day-trace.ts";
import { stillPlant } from "../../support/still-plant.ts";

const DAY_S = 86_400;
const USUAL_C = 21;

/** Plants that can keep their temperature. */
const plants: fc.Arbitrary<ThermalPlant> = fc
  .record({
    tauS: fc.double({ min: 10_000, max: 400_000, noNaN: true }),
    deadbandK: fc.double({ min: 0.2, max: 4, noNaN: true }),
    restC: fc.double({ min: -20, max: 17, noNaN: true }),
    spareK: fc.double({ min: 4, max: 40, noNaN: true }),
  })
  .map(({ spareK, ...plant }) => stillPlant({ ...plant, riseK: USUAL_C - plant.restC + spareK }));

const phases = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

function followed(plant: ThermalPlant, phase: number, days: number): DayTrace {
  const run = new ThermostatRun();
  const trace = new ThermalTrace();
  anchorThermostat(plant, phase, run);
  run.follow(plant, new ThermalOrders(), 0, days * DAY_S, trace);
  const endS = days * DAY_S;
  return trace.take({ startS: 0, endS } as Parameters<ThermalTrace["take"]>[0]);
}

/** Seconds until a temperature passes another, in steps of a second of the differential equation. */
function secondsUntil(fromC: number, towardsC: number, tauS: number, passedC: number): number {
  const isRising = towardsC > fromC;
  let atC = fromC;
  let seconds = 0;
  while (isRising ? atC < passedC : atC > passedC) {
    const middleC = atC + (towardsC - atC) / (2 * tauS);
    atC += (towardsC - middleC) / tauS;
    seconds += 1;
  }
  return seconds;
}

describe("a thermostat", () => {
  it("keeps the temperature within the deadband, but for what a second changes", () => {
    fc.assert(
      fc.property(plants, phases, (plant, phase) => {
        const { restC, riseK, tauS, deadbandK } = plant;
        const secondK = Math.max(restC + riseK - USUAL_C, USUAL_C - restC) / tauS + 1e-9;
        const reach = deadbandK / 2 + 1.2 * secondK;
        const { states } = followed(plant, phase, 2);
        const away = [...(states?.temperatureC ?? [])].map((atC) => Math.abs(atC - USUAL_C));
        expect(Math.max(...away)).toBeLessThan(reach);
      }),
    );
  });

  it("switches when the differential equation says so", () => {
    fc.assert(
      fc.property(plants, phases, (plant, phase) => {
        const { fromS, powerDw, states } = followed(plant, phase, 1);
        const { restC, riseK, tauS, deadbandK } = plant;
        for (let at = 0; at < Math.min(4, fromS.length - 1); at += 1) {
          const isOn = (powerDw[at] ?? 0) > 0;
          const towardsC = isOn ? restC + riseK : restC;
          const switchC = USUAL_C + (isOn ? deadbandK / 2 : -deadbandK / 2);
          const fromC = states?.temperatureC?.[at] ?? 0;
          const durationS = (fromS[at + 1] ?? 0) - (fromS[at] ?? 0);
          const stepped = secondsUntil(fromC, towardsC, tauS, switchC);
          expect(Math.abs(durationS - stepped)).toBeLessThanOrEqual(1);
          expect(powerDw[at + 1]).toBe(isOn ? 0 : plant.fullPowerDw);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("is on for the share of time that the closed form tells, wherever it begins", () => {
    fc.assert(
      fc.property(plants, phases, (plant, phase) => {
        const { restC, riseK, deadbandK, fullPowerDw } = plant;
        const lowC = USUAL_C - deadbandK / 2;
        const cycle = thermostatCycle(plant, restC + riseK, lowC, lowC + deadbandK);
        const days = Math.ceil((30 * (cycle.onS + cycle.offS)) / DAY_S);
        const sum = { importDws: 0, exportDws: 0 };
        addEnergy(followed(plant, phase, days), 0, days * DAY_S, sum);
        const duty = sum.importDws / (fullPowerDw * days * DAY_S);
        // Of 30 cycles one is cut.
        expect(Math.abs(duty - cycle.onS / (cycle.onS + cycle.offS))).toBeLessThan(0.04);
      }),
      { numRuns: 60 },
    );
  });

  it("is anchored as it is found at a random time: on by the duty of its cycle", () => {
    const plant = stillPlant();
    const places = Array.from({ length: 1_000 }, (_, place) => {
      const state = { temperatureC: 0, isCalling: false };
      anchorThermostat(plant, (place + 0.5) / 1_000, state);
      return state;
    });
    const { onS, offS } = thermostatCycle(plant, 36, 20.5, 21.5);
    const on = places.filter(({ isCalling }) => isCalling).length / 1_000;
    expect(on).toBeCloseTo(onS / (onS + offS), 2);
    for (const { temperatureC } of places) {
      expect(Math.abs(temperatureC - USUAL_C)).toBeLessThanOrEqual(0.5);
    }
  });

  it("floats where nothing is needed, and runs on where its power is not enough", () => {
    const warm = followed(stillPlant({ restC: 23 }), 0.5, 2);
    expect([...warm.powerDw]).toEqual([0]);
    expect(warm.states?.temperatureC?.[0]).toBe(23);
    const warmDays = followed(stillPlant({ restC: 15, meanRestC: () => 22.5 }), 0.5, 1);
    expect(warmDays.states?.temperatureC?.[0]).toBe(22.5);
    expect(warmDays.powerDw[0]).toBe(0);
    const weak = followed(stillPlant({ riseK: 10 }), 0.5, 2);
    expect([...weak.powerDw]).toEqual([20_000]);
    expect(weak.states?.temperatureC?.[0]).toBe(14);
  });
});
