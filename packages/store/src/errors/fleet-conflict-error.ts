import { isVenError, VenError } from "@ven/core";

/** What two resources both claim. */
export interface FleetConflictDetails {
  readonly path: string;
  readonly fleetName: string;
  /** The claim, such as `meter point 571313174000000010`. */
  readonly claim: string;
  readonly resourceIds: readonly [string, string];
}

/** A fleet cannot be seeded, because what must be unique would then exist twice in the registry. */
export class FleetConflictError extends VenError {
  readonly resourceIds: readonly [string, string];

  constructor({ path, fleetName, claim, resourceIds }: FleetConflictDetails) {
    super(
      `fleet "${fleetName}" cannot be seeded into ${path}: resources "${resourceIds[0]}" and ` +
        `"${resourceIds[1]}" would both have ${claim}; change one, or seed into another file`,
      { code: "FLEET_CONFLICT" },
    );
    this.resourceIds = resourceIds;
  }
}

/** Tells whether a caught value is a {@link FleetConflictError}. */
export function isFleetConflictError(value: unknown): value is FleetConflictError {
  return isVenError(value, "FLEET_CONFLICT");
}
