import { isVenError, VenError } from "@ven/core";

/** The fleet was to be loaded, but nobody said from where. */
export class NoSourceError extends VenError {
  constructor() {
    super(
      "initializeResources() has no source of a fleet: pass { source }, for example a registry or fleetSource(fleet), there or to MeterDataSimulator.shared() or .isolated()",
      { code: "NO_SOURCE" },
    );
  }
}

/** Tells whether a caught value is a {@link NoSourceError}. */
export function isNoSourceError(value: unknown): value is NoSourceError {
  return isVenError(value, "NO_SOURCE");
}
