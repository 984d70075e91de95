import { isVenError, VenError } from "@ven/core";

/** A resource was named that the registry does not hold. */
export class UnknownResourceError extends VenError {
  readonly resourceId: string;

  constructor(resourceId: string, path: string) {
    super(
      `resource "${resourceId}" is not in ${path}; check its id, or seed the fleet that it belongs to`,
      { code: "UNKNOWN_RESOURCE" },
    );
    this.resourceId = resourceId;
  }
}

/** Tells whether a caught value is an {@link UnknownResourceError}. */
export function isUnknownResourceError(value: unknown): value is UnknownResourceError {
  return isVenError(value, "UNKNOWN_RESOURCE");
}
