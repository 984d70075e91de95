import { isVenError, VenError } from "@ven/core";

/** A manager has meters without a fleet, and no store to load one from. */
export class NoFleetError extends VenError {
  constructor() {
    super(
      "the simulated meters have no fleet: give the manager a `store`, or call `simulator.initializeResources(undefined, { source })` first",
      { code: "NO_FLEET" },
    );
  }
}

/** Tells whether a caught value is a {@link NoFleetError}. */
export function isNoFleetError(value: unknown): value is NoFleetError {
  return isVenError(value, "NO_FLEET");
}
