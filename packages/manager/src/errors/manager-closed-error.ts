import { isVenError, VenError } from "@ven/core";

/** A manager was used after its `cleanup()`, or that ended what waited for room in the outbox. */
export class ManagerClosedError extends VenError {
  /** @param tried - what was called; `undefined` if it was under way */
  constructor(tried: string | undefined) {
    const message =
      tried === undefined
        ? "cleanup() ended the wait for room in the full outbox: what had no room was not kept"
        : `${tried} was called after cleanup(): make a new VenManager`;
    super(message, { code: "MANAGER_CLOSED" });
  }
}

/** Tells whether a caught value is a {@link ManagerClosedError}. */
export function isManagerClosedError(value: unknown): value is ManagerClosedError {
  return isVenError(value, "MANAGER_CLOSED");
}
