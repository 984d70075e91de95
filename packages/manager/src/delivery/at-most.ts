import type { Clock } from "@ven/core";

/**
 * Waits for something, but not longer than a time, nor once it is told to stop.
 *
 * Without an AbortController of its own: one is made with each tick and each plan, and costs as much as
 * a report.
 *
 * @throws what it waits for throws, if that is in time
 */
export async function atMost(
  clock: Clock,
  longestMs: number,
  done: Promise<unknown>,
  signal?: AbortSignal,
): Promise<void> {
  if (signal?.aborted === true) return;
  let stop: () => void = () => undefined;
  const late = new Promise<void>((resolve) => {
    const cancel = clock.after(longestMs, resolve);
    stop = () => {
      cancel();
      resolve();
    };
  });
  signal?.addEventListener("abort", stop, { once: true });
  try {
    await Promise.race([done, late]);
  } finally {
    stop();
    signal?.removeEventListener("abort", stop);
  }
}
