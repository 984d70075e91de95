import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { retryDelay } from "../../src/resilience/retry-delay.ts";

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe("retryDelay", () => {
  it("is anywhere between 0 and a bound that doubles up to 10 s", () => {
    expect([1, 2, 3, 4, 5, 6, 9].map((retry) => retryDelay(retry, undefined, () => 0.5))).toEqual([
      250, 500, 1_000, 2_000, 4_000, 5_000, 5_000,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), chance, (retry, random) => {
        const delayMs = retryDelay(retry, undefined, () => random);
        expect(delayMs).toBeGreaterThanOrEqual(0);
        expect(delayMs).toBeLessThan(10_000);
      }),
    );
  });

  it("is never shorter than what the VTN asks for, and at most a tenth or half a second longer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), chance, (askedMs, random) => {
        const delayMs = retryDelay(1, askedMs, () => random);
        expect(delayMs).toBeGreaterThanOrEqual(askedMs);
        expect(delayMs).toBeLessThanOrEqual(askedMs + Math.max(500, askedMs / 10));
      }),
    );
  });
});
