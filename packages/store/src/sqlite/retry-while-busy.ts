import { type Clock, sleep } from "@ven/core";

/** Pause between two attempts, ms. */
const PAUSE_MS = 10;

/** How long to wait for another writer. */
export interface BusyWait {
  readonly clock: Clock;
  /** ms; 0 makes one attempt. */
  readonly busyTimeoutMs: number;
}

/**
 * Tries again while another connection holds the file's lock.
 *
 * SQLite's own busy timeout blocks the thread, and would wait in vain for a writer of this process.
 *
 * @param attempt - leaves nothing behind when it fails
 * @throws what the last attempt threw, or the signal's reason
 */
export async function retryWhileBusy<Result>(
  { clock, busyTimeoutMs }: BusyWait,
  signal: AbortSignal | undefined,
  attempt: () => Promise<Result>,
): Promise<Result> {
  const untilMs = clock.monotonic() + busyTimeoutMs;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (!isBusy(error) || clock.monotonic() >= untilMs) throw error;
    }
    await sleep(clock, PAUSE_MS, signal === undefined ? {} : { signal });
  }
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" && code.startsWith("SQLITE_BUSY");
}
