import { InvalidValueError } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { Scheduler, type Tick } from "@ven/scheduler";
import { describe, expect, it } from "vitest";

const HOUR_MS = 3_600_000;

/** The instants at which an expression runs in Copenhagen, as UTC texts to the minute. */
async function runTimes(expression: string, fromUtc: string, hours: number): Promise<string[]> {
  const clock = new ManualClock(Date.parse(fromUtc));
  const ticks: Tick[] = [];
  await using scheduler = new Scheduler({ clock });
  const record = async (tick: Tick) => ticks.push(tick);
  scheduler.cron(expression, record, { timeZone: "Europe/Copenhagen" });
  await clock.advance(hours * HOUR_MS);
  return ticks.map((tick) => new Date(tick.dueAtMs).toISOString().slice(5, 16));
}

describe("Scheduler.cron", () => {
  it("runs five fields to the minute in the given time zone", async () => {
    expect(await runTimes("30 8 * * *", "2025-01-16T00:00:00Z", 48)).toEqual([
      "01-16T07:30",
      "01-17T07:30",
    ]);
    expect(await runTimes("30 8 * * *", "2025-07-16T00:00:00Z", 48)).toEqual([
      "07-16T06:30",
      "07-17T06:30",
    ]);
  });

  it("runs six fields to the second and numbers a tick by its second", async () => {
    const clock = new ManualClock(Date.UTC(2025, 0, 16, 12));
    const ticks: Tick[] = [];
    await using scheduler = new Scheduler({ clock });
    scheduler.cron("*/15 * * * * *", async (tick) => ticks.push(tick), { timeZone: "UTC" });
    await clock.advance(45_000);
    const firstId = Date.UTC(2025, 0, 16, 12, 0, 15) / 1000;
    expect(ticks.map((tick) => tick.id)).toEqual([firstId, firstId + 15, firstId + 30]);
    expect(ticks.map((tick) => tick.lateMs)).toEqual([0, 0, 0]);
  });

  describe("when the clocks go forward (30 March 2025, 01:00 UTC: 02:00 becomes 03:00)", () => {
    it("runs a job of the lost hour when that hour has passed", async () => {
      expect(await runTimes("30 2 * * *", "2025-03-29T00:00:00Z", 72)).toEqual([
        "03-29T01:30",
        "03-30T01:00",
        "03-31T00:30",
      ]);
    });

    it("does not lose the day of a job with a list of times", async () => {
      expect(await runTimes("15,45 2 * * *", "2025-03-30T00:00:00Z", 12)).toContain("03-30T01:00");
    });

    it("keeps an every-half-hour job on the clock", async () => {
      expect(await runTimes("*/30 * * * *", "2025-03-30T00:00:00Z", 2)).toEqual([
        "03-30T00:30",
        "03-30T01:00",
        "03-30T01:30",
        "03-30T02:00",
      ]);
    });
  });

  describe("when the clocks go back (26 October 2025, 01:00 UTC: 03:00 becomes 02:00)", () => {
    it("runs a job of the repeated hour once", async () => {
      expect(await runTimes("30 2 * * *", "2025-10-25T00:00:00Z", 72)).toEqual([
        "10-25T00:30",
        "10-26T00:30",
        "10-27T01:30",
      ]);
    });

    it("runs an every-half-hour job in both of the repeated hours", async () => {
      expect(await runTimes("*/30 * * * *", "2025-10-25T23:45:00Z", 3)).toEqual([
        "10-26T00:00",
        "10-26T00:30",
        "10-26T01:00",
        "10-26T01:30",
        "10-26T02:00",
        "10-26T02:30",
      ]);
    });
  });

  it("folds what a sleeping machine missed into one run", async () => {
    const clock = new ManualClock(Date.UTC(2025, 0, 16, 12));
    const ticks: Tick[] = [];
    await using scheduler = new Scheduler({ clock });
    const job = scheduler.cron("*/5 * * * *", async (tick) => ticks.push(tick), {
      timeZone: "UTC",
    });
    await clock.block(HOUR_MS + 1_000);
    expect(ticks).toMatchObject([
      { dueAtMs: Date.UTC(2025, 0, 16, 13), lateMs: 1_000, missed: 11 },
    ]);
    expect(job.status()).toMatchObject({ runs: 1, missed: 11 });
  });

  it("counts no more than a thousand missed ticks and still runs the newest", async () => {
    const clock = new ManualClock(Date.UTC(2025, 0, 16, 12));
    const ticks: Tick[] = [];
    await using scheduler = new Scheduler({ clock });
    const job = scheduler.cron("* * * * * *", async (tick) => ticks.push(tick), {
      timeZone: "Europe/Copenhagen",
    });
    await clock.block(24 * HOUR_MS + 250);
    const dueAtMs = Date.UTC(2025, 0, 17, 12);
    expect(ticks).toMatchObject([{ dueAtMs, lateMs: 250, missed: 1_000 }]);
    expect(job.status().nextAtMs).toBe(dueAtMs + 1_000);
  });

  it("does not run an instant twice when the wall clock is set back", async () => {
    const clock = new ManualClock(Date.UTC(2025, 0, 16, 12));
    const ticks: Tick[] = [];
    await using scheduler = new Scheduler({ clock });
    scheduler.cron("0 * * * *", async (tick) => ticks.push(tick), { timeZone: "UTC" });
    await clock.advance(HOUR_MS);
    clock.setWallTime(Date.UTC(2025, 0, 16, 12, 30));
    await clock.advance(HOUR_MS);
    expect(ticks).toHaveLength(1);
    await clock.advance(HOUR_MS / 2);
    expect(ticks.map((tick) => new Date(tick.dueAtMs).getUTCHours())).toEqual([13, 14]);
  });

  it.each([
    ["", "write 5 fields"],
    ["* * *", "write 5 fields (minute hour day month weekday) or 6"],
    ["* * * * * * *", "write 5 fields"],
    ["61 * * * *", "Invalid value for minute: 61"],
    ["0 0 30 2 *", "no such day ever comes"],
  ])("refuses %j in one line", (expression, reason) => {
    const clock = new ManualClock();
    const scheduler = new Scheduler({ clock });
    const add = () => scheduler.cron(expression, async () => undefined, { timeZone: "UTC" });
    expect(add).toThrow(InvalidValueError);
    expect(add).toThrow(`cron expression ${JSON.stringify(expression)} is not valid: ${reason}`);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it.each([
    ["Europe/Copenhagn", "did you mean Europe/Copenhagen?"],
    ["copenhagen", "did you mean Europe/Copenhagen?"],
    ["new york", "did you mean America/New_York?"],
    ["Middle-earth/Shire", "give an IANA name such as UTC"],
  ])("refuses the time zone %j with a suggestion", (timeZone, reason) => {
    const scheduler = new Scheduler({ clock: new ManualClock() });
    expect(() => scheduler.cron("0 3 * * *", async () => undefined, { timeZone })).toThrow(
      `time zone "${timeZone}" is not valid: ${reason}`,
    );
  });

  it("uses the zone of the process when none is given", async () => {
    const clock = new ManualClock(new Date(2025, 0, 16, 1).getTime());
    const ticks: Tick[] = [];
    await using scheduler = new Scheduler({ clock });
    scheduler.cron("0 3 * * *", async (tick) => ticks.push(tick));
    await clock.advance(3 * HOUR_MS);
    expect(ticks.map((tick) => tick.dueAtMs)).toEqual([new Date(2025, 0, 16, 3).getTime()]);
  });
});
