import { ManualClock } from "@ven/core/testing";
import { describe, expect, it } from "vitest";
import { WakeSignal } from "../../src/delivery/wake-signal.ts";
import { turns } from "./support/turns.ts";

/** Says when a wait of so long ends. */
function waiting(signal: WakeSignal, longestMs: number): { isOver: boolean } {
  const state = { isOver: false };
  void signal.wait(longestMs).then(() => {
    state.isOver = true;
  });
  return state;
}

describe("WakeSignal", () => {
  it("waits until the time has passed", async () => {
    const clock = new ManualClock();
    const wait = waiting(new WakeSignal(clock), 100);
    await clock.advance(99);
    expect(wait.isOver).toBe(false);
    await clock.advance(1);
    expect(wait.isOver).toBe(true);
  });

  it("ends the wait at once when it is woken, and leaves no timer behind", async () => {
    const clock = new ManualClock();
    const signal = new WakeSignal(clock);
    const wait = waiting(signal, 100);
    signal.wake();
    await turns(1);
    expect(wait.isOver).toBe(true);
    expect(clock.pendingTimerCount).toBe(0);
  });

  it("does not lose what woke it before the wait began, and takes it once", async () => {
    const clock = new ManualClock();
    const signal = new WakeSignal(clock);
    signal.wake();
    signal.wake();
    await signal.wait(100);
    const second = waiting(signal, 100);
    await turns(1);
    expect(second.isOver).toBe(false);
  });
});
