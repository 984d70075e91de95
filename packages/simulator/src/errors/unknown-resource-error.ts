import { isVenError, type ResourceId, VenError } from "@ven/core";

/** A resource was named that no loaded VEN has. */
export class UnknownResourceError extends VenError {
  readonly resourceId: ResourceId;

  constructor(resourceId: ResourceId) {
    super(
      `resource "${resourceId}" belongs to no loaded VEN: check the id, or load its VEN with initializeResources([venId])`,
      { code: "UNKNOWN_RESOURCE" },
    );
    this.resourceId = resourceId;
  }
}

/** Tells whether a caught value is an {@link UnknownResourceError}. */
export function isUnknownResourceError(value: unknown): value is UnknownResourceError {
  return isVenError(value, "UNKNOWN_RESOURCE");
}
