import { sleep } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { Scheduler, type Tick } from "@ven/scheduler";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** What happens to the process and its clock, and how long the runs of the meantime take. */
const event = fc.record({
  kind: fc.constantFrom("advance" as const, "block" as const, "jump" as const),
  amountMs: fc.integer({ min: 1, max: 20_000 }),
  jumpMs: fc.integer({ min: -15_000, max: 30_000 }),
  runMs: fc.integer({ min: 0, max: 6_000 }),
});

interface Settled {
  readonly fromId: number;
  readonly toId: number;
}

describe("the clock grid", () => {
  it("settles every tick exactly once, whatever the clock, the machine and the runs do", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 100, max: 5_000 }),
        fc.nat(99),
        fc.nat(100_000),
        fc.array(event, { minLength: 1, maxLength: 12 }),
        async (intervalMs, phaseMs, startMs, events) => {
          const startAtMs = Date.UTC(2025, 0, 16) + startMs;
          const clock = new ManualClock(startAtMs);
          const logger = new RecordingLogger();
          const scheduler = new Scheduler({ clock, logger });
          const ran: Tick[] = [];
          let runMs = 0;
          let runningCount = 0;
          const job = scheduler.every(
            intervalMs,
            async (tick) => {
              runningCount += 1;
              expect(runningCount).toBe(1);
              ran.push(tick);
              await sleep(clock, runMs);
              runningCount -= 1;
            },
            { phaseMs },
          );
          for (const step of events) {
            runMs = step.runMs;
            if (step.kind === "advance") await clock.advance(step.amountMs);
            else if (step.kind === "block") await clock.block(step.amountMs);
            else clock.setWallTime(clock.now() + step.jumpMs);
          }

          const settled = [...ran.map(settledByRun), ...logger.records.flatMap(settledBySkip)];
          settled.sort((a, b) => a.fromId - b.fromId);
          const firstId = Math.floor((startAtMs - phaseMs) / intervalMs) + 1;
          let nextId = firstId;
          for (const { fromId, toId } of settled) {
            expect(fromId).toBe(nextId);
            expect(toId).toBeGreaterThanOrEqual(fromId);
            nextId = toId + 1;
          }
          const status = job.status();
          expect(status.nextAtMs).toBe(nextId * intervalMs + phaseMs);
          expect(new Set(ran.map((tick) => tick.id)).size).toBe(ran.length);
          expect(status.runs).toBe(ran.length);
          expect(status.runs + status.skipped + status.missed).toBe(nextId - firstId);
          expect(status.failures).toBe(0);
          for (const tick of ran) {
            expect(tick.lateMs).toBeGreaterThanOrEqual(0);
            expect(tick.lateMs).toBeLessThan(intervalMs);
          }

          const stopped = scheduler.stop();
          await clock.advance(10_000);
          await stopped;
          expect(clock.pendingTimerCount).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });
});

function settledByRun(tick: Tick): Settled {
  return { fromId: tick.id - tick.missed, toId: tick.id };
}

function settledBySkip({ fields, message }: RecordingLogger["records"][number]): Settled[] {
  if (!message.startsWith("tick skipped")) return [];
  const toId = Number(fields["tickId"]);
  return [{ fromId: toId - Number(fields["skipped"]) + 1, toId }];
}
