import { ManualClock } from "@ven/core/testing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Pacer } from "../../src/delivery/pacer.ts";

describe("Pacer", () => {
  it("lets turns through evenly spaced, never more than so many a second", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat({ max: 400 }), { minLength: 1, maxLength: 20 }),
        async (perSecond, pausesMs) => {
          const clock = new ManualClock();
          const pacer = new Pacer(clock, perSecond);
          const turnsAtMs: number[] = [];
          const all: Promise<unknown>[] = [];
          for (const pauseMs of pausesMs) {
            all.push(pacer.turn().then(() => turnsAtMs.push(clock.monotonic())));
            await clock.advance(pauseMs);
          }
          await clock.advance((1_000 / perSecond) * pausesMs.length + 1);
          await Promise.all(all);
          for (let index = 1; index < turnsAtMs.length; index += 1) {
            const gapMs = (turnsAtMs[index] ?? 0) - (turnsAtMs[index - 1] ?? 0);
            expect(gapMs).toBeGreaterThanOrEqual(1_000 / perSecond - 1e-6);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it("says how long the next has to wait", async () => {
    const clock = new ManualClock();
    const pacer = new Pacer(clock, 4);
    expect(pacer.waitMs).toBe(0);
    await pacer.turn();
    expect(pacer.waitMs).toBe(250);
    await clock.advance(100);
    expect(pacer.waitMs).toBe(150);
  });

  it("is left by who is told to stop", async () => {
    const pacer = new Pacer(new ManualClock(), 0.001);
    await pacer.turn();
    const controller = new AbortController();
    const waiting = pacer.turn({ signal: controller.signal });
    controller.abort(new Error("stopped"));
    await expect(waiting).rejects.toThrow("stopped");
  });
});
