import { createSimulator, type Fault } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { houses, restless, steady } from "../support/metered-fleet.ts";

const START_MS = Date.parse("2025-03-04T00:00:00Z");
const HOUR_MS = 3_600_000;
const INSTALLED = { installedOn: "2025-03-03" };
const LOAD = { resourceId: "house-1", loadId: "load_0" };

/** Hours after the start. */
const hours = (count: number) => START_MS + count * HOUR_MS;

const registers = (load: ReturnType<typeof steady>, ...faults: Fault[]) => {
  const simulator = createSimulator({ fleet: houses(1, [load], INSTALLED), faults });
  return (hour: number) => simulator.energyRegister(LOAD, hours(hour));
};

describe("the registers of a meter with a fault", () => {
  it("count nothing while it sees no current", () => {
    const perfect = registers(steady(1_000));
    const at = registers(steady(1_000), { kind: "zero", startMs: hours(2), endMs: hours(5) });
    expect(at(2)).toEqual(perfect(2));
    expect(at(4)).toEqual(perfect(2));
    expect(at(9).importWh).toBe(perfect(9).importWh - 3_000);
  });

  it("count import as export while it is wired the wrong way round", () => {
    const perfect = registers(steady(1_000));
    const at = registers(steady(1_000), { kind: "sign", startMs: hours(2), endMs: hours(5) });
    expect(at(9).importWh).toBe(perfect(9).importWh - 3_000);
    expect(at(9).exportWh).toBe(3_000);
    const twice = registers(
      steady(1_000),
      { kind: "sign", startMs: hours(2), endMs: hours(5) },
      { kind: "sign", startMs: hours(4), endMs: hours(6) },
    );
    expect(twice(9).exportWh).toBe(3_000);
    expect(twice(5).exportWh).toBe(2_000);
  });

  it("stand still while it is stuck, and then show what was counted meanwhile", () => {
    const perfect = registers(steady(1_000));
    const at = registers(steady(1_000), { kind: "stuck", startMs: hours(2), endMs: hours(5) });
    expect([at(2), at(4.5)]).toEqual([perfect(2), perfect(2)]);
    expect(at(5)).toEqual(perfect(5));
  });

  it("fall back to 0, or by so many Wh, and go on from there", () => {
    const perfect = registers(steady(1_000));
    const reset = registers(steady(1_000), { kind: "rollback", startMs: hours(2) });
    expect(reset(2)).toEqual({ importWh: 0, exportWh: 0 });
    expect(reset(5.5).importWh).toBe(3_500);
    const part = registers(steady(1_000), { kind: "rollback", byWh: 700, startMs: hours(2) });
    expect(part(1)).toEqual(perfect(1));
    expect(part(7).importWh).toBe(perfect(7).importWh - 700);
    const again = registers(
      steady(1_000),
      { kind: "rollback", startMs: hours(2) },
      { kind: "rollback", startMs: hours(3) },
    );
    expect([again(2.5).importWh, again(3.5).importWh]).toEqual([500, 500]);
  });

  it("never fall but for a rollback, whatever else is wrong, and whenever they are read", () => {
    const atHour = fc.integer({ min: 0, max: 4_800 }).map((part) => part / 100);
    const fault = fc
      .tuple(fc.constantFrom("zero", "sign", "stuck", "spike", "unit"), atHour, atHour)
      .filter(([, from, to]) => from < to)
      .map(([kind, from, to]) => ({ kind, startMs: hours(from), endMs: hours(to) }) as Fault);
    fc.assert(
      fc.property(
        fc.array(fault, { maxLength: 4 }),
        fc.array(atHour, { minLength: 20, maxLength: 20 }),
        fc.constantFrom({}, {
          meter: { accuracyClass: 2, registerStepWh: 10, clockDriftPpm: 900 },
        } as const),
        (faults, readings, meter) => {
          const fleet = houses(1, [restless()], { ...INSTALLED, ...meter });
          const simulator = createSimulator({ fleet, faults });
          const shown = readings.map((hour) => ({
            hour,
            ...simulator.energyRegister(LOAD, hours(hour)),
          }));
          shown.sort((one, other) => one.hour - other.hour);
          return shown.every(({ importWh, exportWh }, at) => {
            const before = shown[at - 1];
            return (
              Number.isSafeInteger(importWh) &&
              (before === undefined || (importWh >= before.importWh && exportWh >= before.exportWh))
            );
          });
        },
      ),
      { numRuns: 50 },
    );
  });

  it("are the integral of the power that is shown, where the sensor is what is wrong", () => {
    const faults: Fault[] = [
      { kind: "zero", startMs: hours(1), endMs: hours(3) },
      { kind: "sign", startMs: hours(2.5), endMs: hours(7) },
    ];
    const simulator = createSimulator({ fleet: houses(1, [restless()], INSTALLED), faults });
    const { powerW } = simulator.range({ fromMs: hours(0), toMs: hours(10), stepMs: 60_000 });
    const net = (hour: number) => {
      const { importWh, exportWh } = simulator.energyRegister(LOAD, hours(hour));
      return importWh - exportWh;
    };
    const sum = powerW.reduce((total, watts) => total + watts / 60, 0);
    expect(Math.abs(net(10) - net(0) - sum)).toBeLessThan(2);
  });
});
