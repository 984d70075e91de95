import type { JobStatus } from "./job-status.ts";
import type { StopOptions } from "./stop-options.ts";

/** A job on a scheduler. */
export interface ScheduledJob extends AsyncDisposable {
  readonly id: string;
  status(): JobStatus;
  /**
   * Ends the job: no tick begins after the call, no timer is left. Resolves when the run in flight
   * has ended, so a run must not wait for its own job to stop. May be called again.
   *
   * @throws {InvalidValueError} (as a rejection) if the grace time is out of range
   */
  stop(options?: StopOptions): Promise<void>;
}
