import { isVenError, VenError } from "@ven/core";

/** The meters were read before their fleet was loaded. */
export class NotInitializedError extends VenError {
  /** @param tried - the call, such as `increaseTime()` */
  constructor(tried: string) {
    super(
      `${tried} needs a loaded fleet: call \`await simulator.initializeResources(venIds, { source })\` first`,
      { code: "SIMULATOR_NOT_INITIALIZED" },
    );
  }
}

/** Tells whether a caught value is a {@link NotInitializedError}. */
export function isNotInitializedError(value: unknown): value is NotInitializedError {
  return isVenError(value, "SIMULATOR_NOT_INITIALIZED");
}
