import { isVenError, VenError } from "@ven/core";

/** A manager was used after its `cleanup()`. */
export class ManagerClosedError extends VenError {
  constructor(tried: string) {
    super(`${tried} was called after cleanup(): make a new VenManager`, { code: "MANAGER_CLOSED" });
  }
}

/** Tells whether a caught value is a {@link ManagerClosedError}. */
export function isManagerClosedError(value: unknown): value is ManagerClosedError {
  return isVenError(value, "MANAGER_CLOSED");
}
