import { type Meter, syntheticMeters } from "@ven/simulator";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fleetOf, site } from "../support/small-fleet.ts";

const START_MS = Date.UTC(2025, 0, 16, 20);
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const KINDS = ["home", "heating", "fridge", "battery", "lighting", "ev", "pv"];
const loads = KINDS.map((kind, load) => ({ loadId: `load_${load}`, kind, ratedPowerW: 5_000 }));
const [home] = fleetOf({ ven: [site(1, { resourceType: "house", loads })] }).resources;

/** Of each load at an instant, W. */
function powersW(meter: Meter | undefined, atMs: number): (number | undefined)[] {
  return loads.map((_, load) => meter?.powerW(load, { step: 0, lap: 0, atMs }));
}

function open(meters = syntheticMeters()): Meter | undefined {
  return home && meters.openMeter(home, { seed: 1 });
}

describe("the meter of a site", () => {
  it("shows what a meter shows that is asked for the first time, read on over midnight by minutes", () => {
    const meter = open();
    const fresh = syntheticMeters();
    for (let atMs = START_MS; atMs < START_MS + DAY_MS / 2; atMs += MINUTE_MS) {
      const expected = powersW(open(fresh), atMs);
      expect(powersW(meter, atMs)).toEqual(expected);
    }
  });

  it("shows what a meter shows that is asked for the first time, read to and fro", () => {
    const seconds = fc.integer({ min: 0, max: 172_800 });
    fc.assert(
      fc.property(fc.array(seconds, { minLength: 2, maxLength: 12 }), (instants) => {
        const meter = open();
        const fresh = syntheticMeters();
        for (const atS of instants) {
          const atMs = START_MS + atS * 1_000;
          const expected = powersW(open(fresh), atMs);
          expect(powersW(meter, atMs)).toEqual(expected);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("says until when its loads certainly stay as they are, and often one of them changes then", () => {
    const meter = open();
    let changeCount = 0;
    let atMs = START_MS;
    for (let look = 0; look < 200; look += 1) {
      const powers = powersW(meter, atMs);
      const untilMs = meter?.steadyUntilMs?.({ step: 0, lap: 0, atMs }) ?? Number.NaN;
      expect(untilMs).toBeGreaterThan(atMs);
      expect(powersW(open(), untilMs - 1)).toEqual(powers);
      if (`${powersW(open(), untilMs)}` !== `${powers}`) changeCount += 1;
      atMs = untilMs;
    }
    expect(changeCount).toBeGreaterThan(20);
  });
});
