import { ManualClock } from "@ven/core/testing";
import { createSimulator, type Fault, type FleetSpecInput } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { houses, restless, steady } from "../support/metered-fleet.ts";

const START_MS = Date.parse("2025-10-25T00:00:00Z");
const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;

const METER = {
  accuracyClass: 2,
  noiseW: 4,
  powerStepW: 0.5,
  registerStepWh: 10,
  clockDriftPpm: 300,
  gaps: { share: 0.2, meanLengthS: 1_800 },
} as const;

const fleetOf = (count: number, isFilled: boolean): FleetSpecInput =>
  houses(count, [restless(), steady(700)], {
    installedOn: "2025-10-24",
    meter: { ...METER, gaps: { ...METER.gaps, isFilled } },
  });

const FAULTS: readonly Fault[] = [
  { kind: "spike", share: 0.05 },
  { kind: "stuck", startMs: START_MS + 300 * MINUTE_MS, endMs: START_MS + 500 * MINUTE_MS },
  { kind: "sign", startMs: START_MS + 450 * MINUTE_MS, endMs: START_MS + 700 * MINUTE_MS },
  { kind: "zero", startMs: START_MS + 650 * MINUTE_MS, targets: { loadIds: ["load_1"] } },
];

describe("a reading through meters and faults", () => {
  it.each([false, true])(
    "depends on nothing that was read before it, nor on the range that it is read in (filled: %s)",
    (isFilled) => {
      const whole = createSimulator({ fleet: fleetOf(3, isFilled), faults: FAULTS }).range({
        fromMs: START_MS,
        toMs: START_MS + DAY_MS,
        stepMs: MINUTE_MS,
      });
      const other = createSimulator({ fleet: fleetOf(3, isFilled), faults: FAULTS });
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 1_439 }),
          fc.integer({ min: 1, max: 40 }),
          fc.integer({ min: 1, max: 30 }),
          (first, stride, count) => {
            const part = other.range({
              fromMs: START_MS + first * MINUTE_MS,
              toMs: START_MS + Math.min(1_440, first + stride * count) * MINUTE_MS,
              stepMs: stride * MINUTE_MS,
            });
            const steps = part.timestampMs.length;
            part.powerW.forEach((watts, at) => {
              const place = Math.floor(at / steps) * 1_440 + first + (at % steps) * stride;
              const isSame = Object.is(watts, whole.powerW[place]);
              if (isSame && part.quality?.[at] === whole.quality?.[place]) return;
              throw new Error(`${watts} is not ${whole.powerW[place]} at ${place}`);
            });
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  it("depends on no other load: a part of the fleet reads the same", () => {
    const range = { fromMs: START_MS, toMs: START_MS + DAY_MS, stepMs: 7 * MINUTE_MS };
    const small = createSimulator({ fleet: fleetOf(2, true), faults: FAULTS }).range(range);
    const large = createSimulator({ fleet: fleetOf(50, true), faults: FAULTS }).range({
      ...range,
      resourceIds: ["house-1", "house-2"],
    });
    expect(large.powerW).toEqual(small.powerW);
    expect(large.quality).toEqual(small.quality);
  });

  it("comes with registers that were given out and never change, while faults and commands come and go", async () => {
    const clock = new ManualClock(START_MS);
    const simulator = createSimulator({ fleet: fleetOf(2, false), clock });
    const load = { resourceId: "house-2", loadId: "load_0" };
    const seen: [number, unknown][] = [];
    const kinds = ["zero", "stuck", "sign", "rollback"] as const;
    const active: ReturnType<typeof simulator.inject>[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      await clock.advance(47 * MINUTE_MS + 313);
      seen.push([clock.now(), simulator.energyRegister(load)]);
      await clock.advance(1);
      if (turn % 3 < 2) active.push(simulator.inject({ kind: kinds[turn % 4] ?? "zero" }));
      else active.shift()?.remove();
      simulator.receive({ id: `c${turn}`, action: { kind: "shed", level: 2 }, startMs: 0 });
    }
    for (const [atMs, register] of seen.reverse()) {
      expect([atMs, simulator.energyRegister(load, atMs)]).toEqual([atMs, register]);
    }
  });
});
