import { sleep } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import { initScheduler, type UsageReporter } from "@ven/scheduler";
import { describe, expect, it } from "vitest";

const NOON = Date.UTC(2025, 0, 16, 12);

/** Reports nothing, and says when it was asked to. */
class RecordingReporter implements UsageReporter {
  readonly askedAtMs: number[] = [];
  readonly signals: (AbortSignal | undefined)[] = [];
  readonly #clock: ManualClock;
  readonly #answer: () => Promise<unknown>;

  constructor(clock: ManualClock, answer: () => Promise<unknown> = async () => undefined) {
    this.#clock = clock;
    this.#answer = answer;
  }

  async venReportUsage(options?: { readonly signal?: AbortSignal }): Promise<unknown> {
    this.askedAtMs.push(this.#clock.now());
    this.signals.push(options?.signal);
    return this.#answer();
  }
}

describe("initScheduler", () => {
  it("asks for a report every 10 s on the clock grid by default", async () => {
    const clock = new ManualClock(NOON + 1_234);
    const manager = new RecordingReporter(clock);
    const job = initScheduler(manager, { clock });
    await clock.advance(30_000);
    expect(manager.askedAtMs).toEqual([NOON + 10_000, NOON + 20_000, NOON + 30_000]);
    expect(manager.signals[0]).toBeInstanceOf(AbortSignal);
    expect(job.status()).toMatchObject({ id: "venReportUsage", runs: 3, failures: 0 });
    await job.stop();
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("tells the manager how many ticks were left out as one had not ended", async () => {
    const clock = new ManualClock(NOON);
    const skipped: number[] = [];
    const slow = {
      venReportUsage: () => sleep(clock, 35_000),
      noteSkippedTicks: (count: number) => skipped.push(count),
    };
    const job = initScheduler(slow, { clock });
    await clock.advance(40_000);
    expect(skipped).toEqual([1, 1, 1]);
    expect(job.status().skipped).toBe(3);
    const stopped = job.stop();
    await clock.advance(35_000);
    await stopped;
  });

  it("takes another interval and can report at once", async () => {
    const clock = new ManualClock(NOON + 1_234);
    const manager = new RecordingReporter(clock);
    await using _job = initScheduler(manager, { every: "15m", runAtStart: true, clock });
    await clock.advance(15 * 60_000);
    expect(manager.askedAtMs).toEqual([NOON + 1_234, NOON + 15 * 60_000]);
  });

  it("goes on when a report fails or takes too long, and logs both", async () => {
    const clock = new ManualClock(NOON);
    const logger = new RecordingLogger();
    const manager = new RecordingReporter(clock, async () => {
      await sleep(clock, 15_000);
      throw new Error("VTN is away");
    });
    const job = initScheduler(manager, { clock, logger });
    await clock.advance(60_000);
    expect(manager.askedAtMs).toEqual([NOON + 10_000, NOON + 30_000, NOON + 50_000]);
    expect(job.status()).toMatchObject({ failures: 2, skipped: 3, running: true });
    expect(logger.messages("error")).toHaveLength(2);
    expect(logger.messages("warn")).toHaveLength(3);
  });

  it("waits for the report in flight when it is stopped", async () => {
    const clock = new ManualClock(NOON);
    let isSent = false;
    const manager = new RecordingReporter(clock, async () => {
      await sleep(clock, 3_000);
      isSent = true;
    });
    const job = initScheduler(manager, { clock });
    await clock.advance(10_000);
    const stopped = job.stop().then(() => isSent);
    await clock.advance(3_000);
    expect(await stopped).toBe(true);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("refuses an interval that it cannot read", () => {
    const clock = new ManualClock(NOON);
    expect(() => initScheduler(new RecordingReporter(clock), { every: "10", clock })).toThrow(
      'interval "10" is not valid',
    );
  });
});
