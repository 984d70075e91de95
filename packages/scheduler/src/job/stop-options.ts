import { InvalidValueError } from "@ven/core";

/** Longest wait that a timer can hold, ms. */
const LONGEST_GRACE_MS = 2_147_483_647;

/** How to stop. */
export interface StopOptions {
  /**
   * How long a run in flight may go on before its signal is aborted, ms; 0 to 2_147_483_647.
   * Left out, the signal is never aborted and the run ends in its own time.
   */
  readonly graceMs?: number;
}

/** @throws {InvalidValueError} if the grace time is out of range */
export function checkStopOptions({ graceMs }: StopOptions): void {
  if (graceMs === undefined || (graceMs >= 0 && graceMs <= LONGEST_GRACE_MS)) return;
  throw new InvalidValueError("graceMs", graceMs, `give 0 to ${LONGEST_GRACE_MS} milliseconds`);
}
