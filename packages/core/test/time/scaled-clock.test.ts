import { scaledClock, sleep, systemClock } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { describe, expect, it } from "vitest";

describe("a scaled clock", () => {
  it("shows a minute each second at speed 60, from where it is told to start", async () => {
    const base = new ManualClock(5_000);
    const clock = scaledClock(base, { speed: 60, startMs: 1_000_000 });
    await base.advance(1_000);
    expect([clock.now(), clock.monotonic()]).toEqual([1_060_000, 60_000]);
    await base.advance(1);
    expect(clock.now()).toBe(1_060_060);
  });

  it("starts where the clock below is, and does not follow its jumps", async () => {
    const base = new ManualClock(5_000);
    const clock = scaledClock(base, { speed: 0.5 });
    base.setWallTime(900_000);
    await base.advance(100);
    expect(clock.now()).toBe(5_050);
  });

  it("calls back in order of its own time, and not what was taken back", async () => {
    const base = new ManualClock(0);
    const clock = scaledClock(base, { speed: 100 });
    const seen: [string, number][] = [];
    clock.after(50_000, () => seen.push(["late", clock.now()]));
    clock.after(1_000, () => seen.push(["early", clock.now()]));
    clock.after(30_000, () => seen.push(["never", clock.now()]))();
    await base.advance(499);
    expect(seen).toEqual([["early", 1_000]]);
    await base.advance(1);
    expect(seen).toEqual([
      ["early", 1_000],
      ["late", 50_000],
    ]);
    expect(base.pendingTimerCount).toBe(0);
  });

  it("never calls back before the time has come, however short the wait below", async () => {
    const base = new ManualClock(0);
    const clock = scaledClock(base, { speed: 3 });
    let calledAtMs = -1;
    clock.after(10, () => {
      calledAtMs = clock.monotonic();
    });
    await base.advance(3);
    expect(calledAtMs).toBe(-1);
    await base.advance(1);
    expect(calledAtMs).toBeGreaterThanOrEqual(10);
  });

  it("waits longer than a timer of the clock below can hold, and can still be cancelled", async () => {
    const base = new ManualClock(0);
    const clock = scaledClock(base, { speed: 0.001 });
    let calls = 0;
    clock.after(3_000_000, () => {
      calls += 1;
    });
    const cancel = clock.after(3_000_000, () => {
      calls += 10;
    });
    await base.advance(2_999_999_999);
    expect([calls, base.pendingTimerCount]).toEqual([0, 2]);
    cancel();
    expect(base.pendingTimerCount).toBe(1);
    await base.advance(1);
    expect(calls).toBe(1);
  });

  it("waits on the machine's own clock", async () => {
    const clock = scaledClock(systemClock, { speed: 10_000 });
    const beganMs = clock.monotonic();
    await sleep(clock, 60_000);
    expect(clock.monotonic() - beganMs).toBeGreaterThanOrEqual(60_000);
  });

  it.each([0, -1, Number.NaN, 2e6])("refuses a speed of %s", (speed) => {
    expect(() => scaledClock(new ManualClock(), { speed })).toThrow(/speed/);
  });

  it("refuses a start that is no instant", () => {
    expect(() => scaledClock(new ManualClock(), { startMs: Number.NaN })).toThrow(/startMs/);
  });
});
