import { sleep, systemClock } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { describe, expect, it } from "vitest";

describe("sleep", () => {
  it("resolves when its time has come and not before", async () => {
    const clock = new ManualClock();
    let done = false;
    const sleeping = sleep(clock, 1_000).then(() => {
      done = true;
    });
    await clock.advance(999);
    expect(done).toBe(false);
    await clock.advance(1);
    await sleeping;
    expect(done).toBe(true);
  });

  it("rejects with the signal's reason at once and leaves no timer behind", async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const sleeping = sleep(clock, 1_000, { signal: controller.signal });
    controller.abort(new Error("stop"));
    await expect(sleeping).rejects.toThrow("stop");
    expect(clock.pendingTimerCount).toBe(0);
    await expect(sleep(clock, 1, { signal: controller.signal })).rejects.toThrow("stop");
  });

  it("waits longer than one timer can hold", async () => {
    const clock = new ManualClock();
    const monthsMs = 3_000_000_000;
    const sleeping = sleep(clock, monthsMs);
    await clock.advance(monthsMs - 1);
    expect(clock.pendingTimerCount).toBe(1);
    await clock.advance(1);
    await sleeping;
  });
});

describe("ManualClock", () => {
  it("calls back in order of time, each at its own instant", async () => {
    const clock = new ManualClock(1_000);
    const seen: [string, number][] = [];
    clock.after(20, () => seen.push(["late", clock.now()]));
    clock.after(10, () => seen.push(["early", clock.now()]));
    clock.after(10, () => seen.push(["early too", clock.now()]));
    const cancel = clock.after(15, () => seen.push(["never", clock.now()]));
    cancel();
    await clock.advance(100);
    expect(seen).toEqual([
      ["early", 1_010],
      ["early too", 1_010],
      ["late", 1_020],
    ]);
    expect(clock.now()).toBe(1_100);
  });

  it("calls back late after a block, and lets the wall clock jump alone", async () => {
    const clock = new ManualClock(0);
    const seen: number[] = [];
    clock.after(10, () => seen.push(clock.now()));
    await clock.block(500);
    expect(seen).toEqual([500]);
    clock.setWallTime(100);
    expect([clock.now(), clock.monotonic()]).toEqual([100, 500]);
  });
});

describe("systemClock", () => {
  it("tells the time, waits, and can be told not to", async () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(1_000);
    let called = false;
    const cancel = systemClock.after(5, () => {
      called = true;
    });
    cancel();
    await sleep(systemClock, 20);
    expect(called).toBe(false);
  });
});
