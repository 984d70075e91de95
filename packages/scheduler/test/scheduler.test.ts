import { InvalidValueError, sleep } from "@ven/core";
import { ManualClock, RecordingLogger } from "@ven/core/testing";
import {
  isSchedulerStoppedError,
  Scheduler,
  SchedulerStoppedError,
  type Tick,
} from "@ven/scheduler";
import { describe, expect, it } from "vitest";

const NOON = Date.UTC(2025, 0, 16, 12);

function setUp(startAtMs: number = NOON) {
  const clock = new ManualClock(startAtMs);
  const logger = new RecordingLogger();
  const ticks: Tick[] = [];
  const record = async (tick: Tick): Promise<void> => {
    ticks.push(tick);
  };
  return { clock, logger, ticks, record, scheduler: new Scheduler({ clock, logger }) };
}

const dueTimes = (ticks: readonly Tick[]): string[] =>
  ticks.map((tick) => new Date(tick.dueAtMs).toISOString().slice(11, 19));

describe("Scheduler.every", () => {
  it("runs on the clock grid, whenever it was started", async () => {
    const { clock, scheduler, ticks, record } = setUp(NOON + 3_700);
    scheduler.every("10s", record);
    await clock.advance(30_000);
    expect(dueTimes(ticks)).toEqual(["12:00:10", "12:00:20", "12:00:30"]);
    expect(ticks[0]).toEqual({
      id: (NOON + 10_000) / 10_000,
      dueAtMs: NOON + 10_000,
      startedAtMs: NOON + 10_000,
      lateMs: 0,
      missed: 0,
    });
    await scheduler.stop();
  });

  it("waits for the next instant when it is started exactly on one", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    scheduler.every("10s", record);
    await clock.advance(9_999);
    expect(ticks).toEqual([]);
    await clock.advance(1);
    expect(dueTimes(ticks)).toEqual(["12:00:10"]);
  });

  it("runs at once when asked to, and does not run that slot again", async () => {
    const { clock, scheduler, ticks, record } = setUp(NOON + 3_700);
    scheduler.every("10s", record, { runAtStart: true });
    await clock.advance(0);
    expect(ticks).toMatchObject([{ id: NOON / 10_000, dueAtMs: NOON, lateMs: 3_700, missed: 0 }]);
    await clock.advance(10_000);
    expect(dueTimes(ticks)).toEqual(["12:00:00", "12:00:10"]);
  });

  it("hands back the job before a run at start begins", async () => {
    const { clock, scheduler } = setUp();
    const seen: string[] = [];
    const job = scheduler.every("10s", async () => seen.push(job.id), { runAtStart: true });
    await clock.advance(0);
    expect(seen).toEqual(["every 10s"]);
  });

  it("does not drift when every wake-up is late", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    scheduler.every("10s", record);
    for (let n = 0; n < 6; n += 1) await clock.block(10_007);
    expect(dueTimes(ticks)).toEqual([
      "12:00:10",
      "12:00:20",
      "12:00:30",
      "12:00:40",
      "12:00:50",
      "12:01:00",
    ]);
    expect(ticks.map((tick) => tick.lateMs)).toEqual([7, 14, 21, 28, 35, 42]);
  });

  it("serves intervals that divide neither a minute nor a day", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    scheduler.every("45s", record);
    await clock.advance(180_000);
    const slots = ticks.map((tick) => tick.dueAtMs / 45_000);
    expect(slots).toEqual([0, 1, 2, 3].map((n) => Math.floor(NOON / 45_000) + 1 + n));
  });

  it("moves the grid by a phase", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    scheduler.every(60_000, record, { phaseMs: 15_000 });
    await clock.advance(120_000);
    expect(dueTimes(ticks)).toEqual(["12:00:15", "12:01:15"]);
    expect(ticks[0]?.id).toBe(NOON / 60_000);
  });

  it("skips, counts and logs the ticks that fall due during a run", async () => {
    const { clock, logger, scheduler } = setUp();
    const started: number[] = [];
    const job = scheduler.every("10s", async (tick) => {
      started.push(tick.dueAtMs);
      await sleep(clock, 25_000);
    });
    await clock.advance(40_000);
    expect(started).toEqual([NOON + 10_000, NOON + 40_000]);
    expect(job.status()).toMatchObject({ runs: 2, skipped: 2, missed: 0, running: true });
    expect(logger.records[0]).toEqual({
      level: "warn",
      message: "tick skipped: the run before it has not ended",
      fields: {
        job: "every 10s",
        tickId: NOON / 10_000 + 2,
        skipped: 1,
        runningTickId: NOON / 10_000 + 1,
        runningForMs: 10_000,
      },
    });
    expect(logger.records).toHaveLength(2);
  });

  it("warns of the slots that a run at start blocks, but for the one that it reaches into", async () => {
    const { clock, logger, scheduler } = setUp(NOON + 9_000);
    const job = scheduler.every("10s", () => sleep(clock, 15_000), { runAtStart: true });
    await clock.advance(12_000);
    expect(job.status()).toMatchObject({ runs: 1, skipped: 2 });
    expect(logger.records.map(({ level }) => level)).toEqual(["debug", "warn"]);
  });

  it("lets two jobs run at the same time", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    scheduler.every("10s", () => sleep(clock, 60_000), { id: "slow" });
    scheduler.every("10s", record, { id: "quick" });
    await clock.advance(30_000);
    expect(ticks).toHaveLength(3);
  });

  it.each([
    ["rejects", () => Promise.reject(new Error("VTN is away"))],
    [
      "throws before it returns a promise",
      () => {
        throw new Error("VTN is away");
      },
    ],
  ])("logs a run that %s and goes on with the next", async (_, fail) => {
    const { clock, logger, scheduler } = setUp();
    const job = scheduler.every("10s", fail);
    await clock.advance(20_000);
    expect(job.status()).toMatchObject({ runs: 2, failures: 2, running: false });
    expect(logger.records[0]).toEqual({
      level: "error",
      message: "scheduled run failed; the next one runs as planned",
      fields: { job: "every 10s", tickId: NOON / 10_000 + 1, reason: "VTN is away" },
    });
  });

  it("folds the ticks of a blocked process into one late run and says how many", async () => {
    const { clock, logger, scheduler, ticks, record } = setUp();
    const job = scheduler.every("10s", record);
    await clock.block(47_000);
    expect(ticks).toMatchObject([{ dueAtMs: NOON + 40_000, lateMs: 7_000, missed: 3 }]);
    expect(logger.messages("warn")).toEqual([
      "ticks missed: the process woke late and runs once for all of them",
    ]);
    await clock.advance(3_000);
    expect(job.status()).toMatchObject({ runs: 2, missed: 3, skipped: 0 });
    expect(dueTimes(ticks)).toEqual(["12:00:40", "12:00:50"]);
  });

  it("runs once, not in a burst, when the wall clock jumps forward", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    scheduler.every("10s", record);
    clock.setWallTime(NOON + 3_600_000);
    await clock.advance(10_000);
    expect(ticks).toMatchObject([{ dueAtMs: NOON + 3_610_000, missed: 360 }]);
    await clock.advance(10_000);
    expect(ticks).toHaveLength(2);
  });

  it("notices within 30 s that the wall clock jumped to a tick which was hours away", async () => {
    const { clock, scheduler, ticks, record } = setUp(NOON + 60_000);
    scheduler.every("6h", record);
    await clock.advance(1_000);
    clock.setWallTime(NOON + 6 * 3_600_000);
    await clock.advance(29_000);
    expect(ticks).toMatchObject([{ dueAtMs: NOON + 6 * 3_600_000, lateMs: 29_000, missed: 0 }]);
  });

  it("never runs a tick twice when the wall clock is set back, and says that it waits", async () => {
    const { clock, logger, scheduler, ticks, record } = setUp();
    const job = scheduler.every("10s", record);
    await clock.advance(30_000);
    clock.setWallTime(NOON + 5_000);
    await clock.advance(25_000);
    expect(dueTimes(ticks)).toEqual(["12:00:10", "12:00:20", "12:00:30"]);
    expect(job.status().nextAtMs).toBe(NOON + 40_000);
    await clock.advance(10_000);
    expect(dueTimes(ticks).at(-1)).toBe("12:00:40");
    expect(logger.records).toEqual([
      {
        level: "warn",
        message: "wall clock was set back; ticks that are settled do not run again",
        fields: { job: "every 10s", backMs: 25_000, nextAtMs: NOON + 40_000 },
      },
    ]);
  });

  it("keeps one timer at a time and no wait above 30 s, so that a month is no problem", async () => {
    const { scheduler, record } = setUp();
    const waitsMs: number[] = [];
    const clock = new ManualClock(NOON);
    const watched = {
      now: () => clock.now(),
      monotonic: () => clock.monotonic(),
      after: (delayMs: number, callback: () => void) => {
        waitsMs.push(delayMs);
        return clock.after(delayMs, callback);
      },
    };
    const monthly = new Scheduler({ clock: watched });
    const job = monthly.every("31d", record);
    await clock.advance(3_600_000);
    expect(clock.pendingTimerCount).toBe(1);
    expect(Math.max(...waitsMs)).toBe(30_000);
    expect(job.status()).toMatchObject({ runs: 0 });
    await monthly.stop();
    await scheduler.stop();
  });

  it("wakes at the due instant itself when the wait was split", async () => {
    const { clock, scheduler, ticks, record } = setUp(NOON + 1);
    scheduler.every("1h", record);
    await clock.advance(3_600_000);
    expect(ticks).toMatchObject([{ dueAtMs: NOON + 3_600_000, lateMs: 0, missed: 0 }]);
  });

  it.each([
    ["10", "interval"],
    [50, "interval"],
    [333.3, "interval"],
    [Number.NaN, "interval"],
  ])("refuses the interval %j", (interval, subject) => {
    const { clock, scheduler, record } = setUp();
    expect(() => scheduler.every(interval, record)).toThrow(InvalidValueError);
    expect(() => scheduler.every(interval, record)).toThrow(subject);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it.each([-1, 10_000, 0.5])("refuses the phase %d of a 10 s interval", (phaseMs) => {
    const { scheduler, record } = setUp();
    expect(() => scheduler.every("10s", record, { phaseMs })).toThrow(
      "give whole milliseconds, 0 to 9999",
    );
  });
});

describe("Scheduler.status", () => {
  it("numbers jobs that are given no id and refuses an id that is taken", () => {
    const { scheduler, record } = setUp();
    scheduler.every("10s", record);
    scheduler.every("10s", record);
    scheduler.every(500, record);
    expect(scheduler.status().map((job) => job.id)).toEqual([
      "every 10s",
      "every 10s #2",
      "every 500ms",
    ]);
    expect(() => scheduler.every("1m", record, { id: "every 10s" })).toThrow(
      'job id "every 10s" is not valid: another job has it',
    );
  });

  it("says what comes next and what was last", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    const job = scheduler.every("10s", record);
    expect(job.status()).toEqual({
      id: "every 10s",
      nextAtMs: NOON + 10_000,
      lastTick: undefined,
      running: false,
      runs: 0,
      failures: 0,
      skipped: 0,
      missed: 0,
    });
    await clock.advance(10_000);
    expect(job.status()).toMatchObject({ nextAtMs: NOON + 20_000, lastTick: ticks[0], runs: 1 });
  });
});

describe("stopping", () => {
  it("waits for the run in flight, does not abort it, and leaves no timer", async () => {
    const { clock, scheduler } = setUp();
    let signal: AbortSignal | undefined;
    let isDone = false;
    scheduler.every("10s", async (_, options) => {
      signal = options.signal;
      await sleep(clock, 60_000);
      isDone = true;
    });
    await clock.advance(10_000);
    const stopped = scheduler.stop().then(() => isDone);
    await clock.advance(59_999);
    expect(isDone).toBe(false);
    await clock.advance(1);
    expect(await stopped).toBe(true);
    expect(signal?.aborted).toBe(false);
    expect(clock.pendingTimerCount).toBe(0);
    expect(scheduler.status()).toEqual([]);
  });

  it("aborts the run's signal when the grace time has passed, then waits for the run", async () => {
    const { clock, logger, scheduler } = setUp();
    const job = scheduler.every("10s", (_, { signal }) => sleep(clock, 60_000, { signal }));
    await clock.advance(10_000);
    const stopped = job.stop({ graceMs: 5_000 });
    await clock.advance(4_999);
    expect(job.status().running).toBe(true);
    await clock.advance(1);
    await stopped;
    expect(job.status()).toMatchObject({ running: false, nextAtMs: undefined, failures: 1 });
    expect(logger.messages("error")).toHaveLength(1);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("leaves no timer when the run ends within the grace time", async () => {
    const { clock, scheduler } = setUp();
    let signal: AbortSignal | undefined;
    scheduler.every("10s", (_, options) => {
      signal = options.signal;
      return sleep(clock, 1_000);
    });
    await clock.advance(10_000);
    const stopped = scheduler.stop({ graceMs: 5_000 });
    await clock.advance(1_000);
    await stopped;
    expect(clock.pendingTimerCount).toBe(0);
    expect(signal?.aborted).toBe(false);
  });

  it("runs nothing after it, and may be asked for again", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    const job = scheduler.every("10s", record);
    await clock.advance(10_000);
    await Promise.all([job.stop(), job.stop()]);
    await scheduler.stop();
    await scheduler.stop();
    await clock.advance(60_000);
    expect(ticks).toHaveLength(1);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("stops one job and leaves the others and its own id to newcomers", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    const first = scheduler.every("10s", record, { id: "a" });
    scheduler.every("10s", async () => undefined, { id: "b" });
    await first.stop();
    scheduler.every("1m", record, { id: "a" });
    await first.stop();
    expect(scheduler.status().map((job) => job.id)).toEqual(["b", "a"]);
    await clock.advance(60_000);
    expect(ticks).toHaveLength(1);
  });

  it("refuses a grace time out of range and goes on", async () => {
    const { clock, scheduler, ticks, record } = setUp();
    const job = scheduler.every("10s", record);
    await expect(job.stop({ graceMs: -1 })).rejects.toThrow("graceMs -1 is not valid");
    await expect(scheduler.stop({ graceMs: Number.NaN })).rejects.toThrow(InvalidValueError);
    await clock.advance(10_000);
    expect(ticks).toHaveLength(1);
  });

  it("refuses a job on a stopped scheduler", async () => {
    const { scheduler, record } = setUp();
    await scheduler.stop();
    let caught: unknown;
    try {
      scheduler.every("10s", record, { id: "late" });
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(SchedulerStoppedError);
    expect(isSchedulerStoppedError(caught)).toBe(true);
    expect(caught).toMatchObject({
      message: 'job "late" was not added: the scheduler is stopped; make a new Scheduler',
    });
  });

  it("stops at the end of an await using block", async () => {
    const { clock, record } = setUp();
    {
      await using scheduler = new Scheduler({ clock });
      scheduler.every("10s", record);
      expect(clock.pendingTimerCount).toBe(1);
    }
    expect(clock.pendingTimerCount).toBe(0);
  });
});

describe("on the machine's own clock", () => {
  it("runs successive ticks and stops", async () => {
    const ticks: Tick[] = [];
    await using scheduler = new Scheduler();
    await new Promise<void>((resolve) => {
      scheduler.every("100ms", async (tick) => {
        if (ticks.push(tick) === 3) resolve();
      });
    });
    for (const tick of ticks) {
      expect(tick.dueAtMs).toBe(tick.id * 100);
      expect(tick.startedAtMs).toBe(tick.dueAtMs + tick.lateMs);
      expect(tick.lateMs).toBeGreaterThanOrEqual(0);
    }
    expect(new Set(ticks.map((tick) => tick.id)).size).toBe(ticks.length);
  });
});
