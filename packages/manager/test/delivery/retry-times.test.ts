import { ManualClock } from "@ven/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RetryTimes } from "../../src/delivery/retry-times.ts";

const attempts = fc.nat({ max: 100 });
const draw = fc.double({ min: 0, max: 0.999_999, noNaN: true });

function timesWith(random: number) {
  const clock = new ManualClock(1_000_000.5);
  const bounds = { retryFirstMs: 1_000, retryLongestMs: 300_000, lookAfterMs: 2_000 };
  return { clock, times: new RetryTimes({ clock, random: () => random, ...bounds }) };
}

describe("RetryTimes", () => {
  it("spreads retries over a bound that doubles up to the longest", () => {
    fc.assert(
      fc.property(attempts, draw, (count, random) => {
        const { clock, times } = timesWith(random);
        const waitMs = times.retryAtMs(count) - clock.now();
        const boundMs = Math.min(300_000, 1_000 * 2 ** Math.max(0, count - 1));
        expect(waitMs).toBeGreaterThanOrEqual(0);
        expect(waitMs).toBeLessThanOrEqual(boundMs + 1);
        expect(Number.isInteger(times.retryAtMs(count))).toBe(true);
        expect(Number.isInteger(times.nowMs())).toBe(true);
      }),
    );
    expect(timesWith(0.5).times.retryAtMs(4) - 1_000_000.5).toBeCloseTo(4_000, -1);
  });

  it("lets no look happen before the VTN had its time, nor before it asked", () => {
    fc.assert(
      fc.property(attempts, draw, fc.nat({ max: 3_600_000 }), (count, random, askedMs) => {
        const { clock, times } = timesWith(random);
        const waitMs = times.lookAtMs(count, askedMs) - clock.now();
        expect(waitMs).toBeGreaterThanOrEqual(Math.max(2_000, askedMs));
        expect(waitMs).toBeLessThanOrEqual(Math.max(askedMs, 375_000) + 1);
      }),
    );
  });
});
