import type { Clock } from "@ven/core";

/** A clock that shows whatever instant it is set to; who waits on it waits on the clock below. */
export interface HeldClock extends Clock {
  /** @param atMs - epoch ms */
  set(atMs: number): void;
}

/** Makes a clock that stands at an instant until it is set to another. */
export function heldClock(base: Clock, startMs: number): HeldClock {
  let shownMs = startMs;
  return {
    set: (atMs) => {
      shownMs = atMs;
    },
    now: () => shownMs,
    monotonic: () => base.monotonic(),
    after: (delayMs, callback) => base.after(delayMs, callback),
  };
}
