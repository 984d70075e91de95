import { type Clock, sleep } from "@ven/core";

/** Waits for something, but not longer than a time, nor once it is told to stop; throws nothing of its own. */
export async function atMost(
  clock: Clock,
  longestMs: number,
  done: Promise<unknown>,
  signal?: AbortSignal,
): Promise<void> {
  if (signal?.aborted === true) return;
  const patience = new AbortController();
  const stop = () => patience.abort();
  signal?.addEventListener("abort", stop, { once: true });
  const late = sleep(clock, longestMs, { signal: patience.signal }).catch(() => undefined);
  try {
    await Promise.race([done, late]);
  } finally {
    stop();
    signal?.removeEventListener("abort", stop);
  }
}
