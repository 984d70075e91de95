import type { Cancel, Clock } from "./clock.ts";

/** Longest single wait of a JavaScript timer, ms. */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * Calls back once nothing is left to wait for. Waits again where a timer was short: because it can hold
 * no more, or went off a fraction of a millisecond early.
 *
 * @param leftMs - how long is left, ms of the clock; 0 or less when the time has come
 */
export function waitUntil(clock: Clock, leftMs: () => number, callback: () => void): Cancel {
  const wait = (ms: number): Cancel =>
    clock.after(Math.min(Math.max(0, Math.ceil(ms)), LONGEST_TIMER_MS), () => {
      const left = leftMs();
      if (left > 0) cancel = wait(left);
      else callback();
    });
  let cancel = wait(leftMs());
  return () => cancel();
}
