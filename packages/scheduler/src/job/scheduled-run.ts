import type { Tick } from "./tick.ts";

/**
 * What a job does at each tick. A throw or a rejection is logged and does not stop the next tick.
 *
 * The signal is aborted only when the job is stopped with a grace time that has passed.
 */
export type ScheduledRun = (
  tick: Tick,
  options: { readonly signal: AbortSignal },
) => Promise<unknown>;
