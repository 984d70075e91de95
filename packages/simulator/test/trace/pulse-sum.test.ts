import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addEnergy, type DayTrace, powerAt } from "../../src/trace/day-trace.ts";
import { PulseSum } from "../../src/trace/pulse-sum.ts";

const pulse = fc.record({
  from: fc.integer({ min: -500, max: 1_500 }),
  length: fc.integer({ min: 0, max: 2_000 }),
  powerW: fc.integer({ min: -5_000, max: 5_000 }).map((tenths) => tenths / 10),
});

function energyOf(trace: DayTrace, fromS: number, toS: number) {
  const sum = { importDws: 0, exportDws: 0 };
  addEnergy(trace, fromS, toS, sum);
  return sum;
}

describe("a sum of pulses", () => {
  it("has at each second the power of those that are on then, and its energy is their integral", () => {
    const pulses = new PulseSum();
    fc.assert(
      fc.property(fc.array(pulse, { maxLength: 40 }), fc.nat(300), (given, baseW) => {
        pulses.begin(0, 1_000);
        for (const { from, length, powerW } of given) pulses.add(from, from + length, powerW);
        const trace = pulses.trace(baseW);
        const sum = { importDws: 0, exportDws: 0 };
        for (let atS = 0; atS < 1_000; atS += 1) {
          let tenths = baseW * 10;
          for (const { from, length, powerW } of given) {
            if (atS >= from && atS < from + length) tenths += Math.round(powerW * 10);
          }
          if (powerAt(trace, atS) !== tenths)
            expect.fail(`${powerAt(trace, atS)} at ${atS}, not ${tenths}`);
          if (tenths > 0) sum.importDws += tenths;
          else sum.exportDws -= tenths;
        }
        expect(energyOf(trace, 0, 1_000)).toEqual(sum);
        expect(trace.fromS[0]).toBe(0);
        for (let at = 1; at < trace.fromS.length; at += 1) {
          expect(trace.powerDw[at]).not.toBe(trace.powerDw[at - 1]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("adds up energy piece by piece as in one go", () => {
    const pulses = new PulseSum().begin(0, 1_000);
    for (let at = 0; at < 1_000; at += 37) pulses.add(at, at + 90, at - 400);
    const trace = pulses.trace();
    const whole = energyOf(trace, 0, 1_000);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), (cut) => {
        const left = energyOf(trace, 0, cut);
        const right = energyOf(trace, cut, 1_000);
        expect(left.importDws + right.importDws).toBe(whole.importDws);
        expect(left.exportDws + right.exportDws).toBe(whole.exportDws);
      }),
    );
  });
});
