import type { PastReadings } from "./past-readings.ts";
import type { Periods } from "./periods.ts";

/** Past readings of some periods only, in one go: a recording may be asked once. */
export function missingPast(past: PastReadings, missing: Periods): PastReadings {
  return {
    async *batches(fromMs, options) {
      const endMs = missing.at(-1)?.[1] ?? fromMs;
      for await (const batch of past.batches(fromMs, options)) {
        const { atMs } = batch;
        if (atMs >= endMs) return;
        if (missing.some(([startMs, toMs]) => atMs >= startMs && atMs < toMs)) yield batch;
      }
    },
  };
}
