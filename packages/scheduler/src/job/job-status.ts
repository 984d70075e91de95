import type { Tick } from "./tick.ts";

/** What a job has done so far and does next. */
export interface JobStatus {
  readonly id: string;
  /** When the next tick falls due, epoch ms; `undefined` once the job is stopped. */
  readonly nextAtMs: number | undefined;
  /** The newest tick that was run; `undefined` before the first. */
  readonly lastTick: Tick | undefined;
  /** Whether a run is in flight. */
  readonly running: boolean;
  /** Runs begun. */
  readonly runs: number;
  /** Runs that threw or rejected. */
  readonly failures: number;
  /** Ticks left out because the run before them had not ended. */
  readonly skipped: number;
  /** Ticks folded into a later run because the process was blocked or asleep. */
  readonly missed: number;
}
