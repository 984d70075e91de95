import type { Cancel, Clock } from "./clock.ts";

/** Longest single wait of a JavaScript timer, ms. */
const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * Waits on a clock.
 *
 * @param durationMs - 0 or more; longer waits than a timer can hold are split
 * @throws the signal's reason, as soon as it is aborted
 */
export function sleep(
  clock: Clock,
  durationMs: number,
  options: { readonly signal?: AbortSignal } = {},
): Promise<void> {
  const { signal } = options;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    let remainingMs = Math.max(0, durationMs);
    let cancel: Cancel | undefined;
    const onAbort = () => {
      cancel?.();
      reject(signal?.reason);
    };
    const step = () => {
      if (remainingMs === 0) {
        signal?.removeEventListener("abort", onAbort);
        resolve();
        return;
      }
      const partMs = Math.min(remainingMs, LONGEST_TIMER_MS);
      remainingMs -= partMs;
      cancel = clock.after(partMs, step);
    };
    signal?.addEventListener("abort", onAbort, { once: true });
    step();
  });
}
