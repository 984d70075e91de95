import { isVenError, VenError } from "@ven/core";

/** Two callers want the same simulated world to be two things. */
export class WorldConflictError extends VenError {
  /** @param problem - what does not go together, and what to do */
  constructor(problem: string) {
    super(problem, { code: "WORLD_CONFLICT" });
  }
}

/** Tells whether a caught value is a {@link WorldConflictError}. */
export function isWorldConflictError(value: unknown): value is WorldConflictError {
  return isVenError(value, "WORLD_CONFLICT");
}
