import type { MeterDataSimulator } from "@ven/simulator";
import type { ReplayMeters } from "@ven/simulator/replay";
import type { PastReadings } from "./past-readings.ts";

/** A fleet whose meters play a recording at the instants that were recorded. */
export interface RecordedPastOptions {
  /** Plays `replay`, and stands at its first step. */
  readonly simulator: MeterDataSimulator;
  readonly replay: ReplayMeters;
  readonly venIds: readonly string[];
  /** Epoch ms; before it. */
  readonly toMs: number;
}

/** What was recorded in a past period, once: may be asked once. */
export function recordedPast(options: RecordedPastOptions): PastReadings {
  const { simulator, replay, venIds, toMs } = options;
  const { firstAtMs, stepMs, stepCount } = replay;
  return {
    async *batches(fromMs, { signal }) {
      for (let step = 0; step < stepCount; step += 1) {
        signal.throwIfAborted();
        // The meters stand at the first step before they are moved.
        if (step > 0) simulator.increaseTime();
        const atMs = firstAtMs + step * stepMs;
        if (atMs >= toMs) return;
        if (atMs < fromMs) continue;
        const columns = venIds.map((venId) => simulator.collectColumns(venId));
        yield { atMs, nextAtMs: atMs + stepMs, columns };
      }
    },
  };
}
