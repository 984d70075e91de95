import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { temperatureAfter, timeToReach } from "../../../src/models/thermal/exponential.ts";

const degrees = fc.double({ min: -30, max: 95, noNaN: true });
const tau = fc.double({ min: 3_600, max: 2e6, noNaN: true });

/** The same by many small steps of the differential equation, fourth order. */
function integrated(fromC: number, towardsC: number, tauS: number, durationS: number): number {
  const steps = 200;
  const h = durationS / steps;
  const slope = (atC: number) => (towardsC - atC) / tauS;
  let atC = fromC;
  for (let step = 0; step < steps; step += 1) {
    const k1 = slope(atC);
    const k2 = slope(atC + (h / 2) * k1);
    const k3 = slope(atC + (h / 2) * k2);
    const k4 = slope(atC + h * k3);
    atC += (h / 6) * (k1 + 2 * k2 + 2 * k3 + k4);
  }
  return atC;
}

describe("a body that cools or warms exponentially", () => {
  it("follows its differential equation", () => {
    fc.assert(
      fc.property(
        degrees,
        degrees,
        tau,
        fc.double({ min: 0, max: 5, noNaN: true }),
        (a, b, t, n) => {
          expect(temperatureAfter(a, b, t, n * t)).toBeCloseTo(integrated(a, b, t, n * t), 5);
        },
      ),
    );
  });

  it("is where it was to be when the time to reach it is over", () => {
    const share = fc.double({ min: 0.001, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(degrees, degrees, tau, share, (a, b, t, part) => {
        fc.pre(Math.abs(a - b) > 0.01);
        const wanted = a + (b - a) * part;
        const durationS = timeToReach(a, b, t, wanted);
        expect(durationS).toBeGreaterThan(0);
        expect(temperatureAfter(a, b, t, durationS)).toBeCloseTo(wanted, 8);
      }),
    );
  });

  it("never reaches what lies behind it or beyond its goal", () => {
    expect(timeToReach(20, 5, 3_600, 21)).toBe(Number.POSITIVE_INFINITY);
    expect(timeToReach(20, 5, 3_600, 5)).toBe(Number.POSITIVE_INFINITY);
    expect(timeToReach(20, 5, 3_600, 4)).toBe(Number.POSITIVE_INFINITY);
    expect(timeToReach(20, 20, 3_600, 21)).toBe(Number.POSITIVE_INFINITY);
    expect(timeToReach(20, 5, 3_600, 20)).toBe(0);
    expect(timeToReach(20.1, -14.4, 3_600, 20.1 - 3e-15)).toBe(0);
  });
});
