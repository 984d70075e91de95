import { setImmediate } from "node:timers/promises";
import type { BackfillPlan } from "./backfill-plan.ts";
import type { BackfillProgress } from "./backfill-progress.ts";
import type { PastReadings } from "./past-readings.ts";

/** Readings after which others get their turn on the event loop. */
const AT_ONCE = 100_000;

/**
 * Counts the readings of a past period, and reports none.
 *
 * @throws the signal's reason, as soon as it is aborted
 */
export async function countPast(
  past: PastReadings,
  { fromMs }: BackfillPlan,
  { signal, progress }: { readonly signal: AbortSignal; readonly progress: BackfillProgress },
): Promise<number> {
  let readingCount = 0;
  let seenCount = 0;
  for await (const { columns, nextAtMs } of past.batches(fromMs, { signal })) {
    for (const { powerW } of columns) {
      for (const valueW of powerW) if (!Number.isNaN(valueW)) readingCount += 1;
      seenCount += powerW.length;
    }
    if (seenCount < AT_ONCE) continue;
    seenCount = 0;
    progress.tell(readingCount, nextAtMs);
    await setImmediate();
    signal.throwIfAborted();
  }
  return readingCount;
}
