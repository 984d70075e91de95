import { isVenError, VenError } from "@ven/core";

/** A job was added to a scheduler that has been stopped. */
export class SchedulerStoppedError extends VenError {
  constructor(job: string) {
    super(`job "${job}" was not added: the scheduler is stopped; make a new Scheduler`, {
      code: "SCHEDULER_STOPPED",
    });
  }
}

/** Tells whether a caught value is a {@link SchedulerStoppedError}. */
export function isSchedulerStoppedError(value: unknown): value is SchedulerStoppedError {
  return isVenError(value, "SCHEDULER_STOPPED");
}
