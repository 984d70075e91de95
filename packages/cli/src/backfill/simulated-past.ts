import type { MeterDataSimulator } from "@ven/simulator";
import type { HeldClock } from "./held-clock.ts";
import type { PastReadings } from "./past-readings.ts";

/** A fleet whose meters read what the clock says, and which instants of it are wanted. */
export interface SimulatedPastOptions {
  readonly simulator: MeterDataSimulator;
  /** The clock of the simulator. */
  readonly clock: HeldClock;
  readonly venIds: readonly string[];
  /** Epoch ms; from `fromMs`, and before `toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly everyMs: number;
}

/** What simulated meters read in a past period: the readings that `ven run` would have reported. */
export function simulatedPast(options: SimulatedPastOptions): PastReadings {
  const { simulator, clock, venIds, fromMs, toMs, everyMs } = options;
  return {
    async *batches(startMs, { signal }) {
      const firstTick = Math.ceil((startMs - fromMs) / everyMs);
      for (let atMs = fromMs + firstTick * everyMs; atMs < toMs; atMs += everyMs) {
        signal.throwIfAborted();
        clock.set(atMs);
        simulator.increaseTime();
        const columns = venIds.map((venId) => simulator.collectColumns(venId));
        yield { atMs, nextAtMs: Math.min(toMs, atMs + everyMs), columns };
      }
    },
  };
}
