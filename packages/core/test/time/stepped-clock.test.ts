import { steppedClock } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { describe, expect, it } from "vitest";

const QUARTER_MS = 900_000;

describe("a stepped clock", () => {
  it("stands still between its steps, each of which moves it at once", async () => {
    const base = new ManualClock(3 * QUARTER_MS + 17);
    const clock = steppedClock(base, { stepMs: QUARTER_MS, everyMs: 1_000 });
    expect(clock.now()).toBe(3 * QUARTER_MS);
    await base.advance(999);
    expect(clock.now()).toBe(3 * QUARTER_MS);
    await base.advance(1);
    expect([clock.now(), clock.monotonic()]).toEqual([4 * QUARTER_MS, QUARTER_MS]);
    await base.advance(2_500);
    expect(clock.now()).toBe(6 * QUARTER_MS);
  });

  it("moves as fast as the clock below if it is not told otherwise, from where it is told to start", async () => {
    const base = new ManualClock(0);
    const clock = steppedClock(base, { stepMs: 1_000, startMs: 50 });
    await base.advance(2_700);
    expect(clock.now()).toBe(2_050);
  });

  it("calls back at the first step that is late enough, and not what was taken back", async () => {
    const base = new ManualClock(0);
    const clock = steppedClock(base, { stepMs: QUARTER_MS, everyMs: 100 });
    await base.advance(50);
    const seen: [string, number][] = [];
    clock.after(QUARTER_MS + 1, () => seen.push(["two steps", clock.now()]));
    clock.after(QUARTER_MS, () => seen.push(["one step", clock.now()]));
    clock.after(0, () => seen.push(["at once", clock.now()]));
    clock.after(1, () => seen.push(["never", clock.now()]))();
    await base.advance(0);
    expect(seen).toEqual([["at once", 0]]);
    await base.advance(200);
    expect(seen.slice(1)).toEqual([
      ["one step", QUARTER_MS],
      ["two steps", 2 * QUARTER_MS],
    ]);
  });

  it.each([
    [{ stepMs: 0 }, /stepMs/],
    [{ stepMs: 1.5 }, /stepMs/],
    [{ stepMs: 10, everyMs: 0 }, /everyMs/],
    [{ stepMs: 10, startMs: Number.POSITIVE_INFINITY }, /startMs/],
  ])("refuses %o", (options, rule) => {
    expect(() => steppedClock(new ManualClock(), options)).toThrow(rule);
  });
});
