import type { ResourceId } from "../ids/resource-id.ts";
import type { VenId } from "../ids/ven-id.ts";
import type { FleetDefinition } from "./fleet-definition.ts";
import type { Resource } from "./resource.ts";
import type { ResourceStatus } from "./resource-status.ts";
import type { Ven } from "./ven.ts";

/** Options of every read of a {@link ResourceSource}. */
export interface ResourceSourceReadOptions {
  readonly signal?: AbortSignal;
}

/** Where a fleet comes from: a registry, a fleet definition, or anything of this shape. */
export interface ResourceSource {
  /** Every VEN, in a stable order. */
  loadVens(options?: ResourceSourceReadOptions): Promise<readonly Ven[]>;
  /** Every resource of one VEN, whatever its status, in a stable order; empty for an unknown VEN. */
  loadVenResources(venId: VenId, options?: ResourceSourceReadOptions): Promise<readonly Resource[]>;
  /** Changes a resource's status where it is kept. A source without it cannot be written to. */
  updateResourceStatus?(
    resourceId: ResourceId,
    status: ResourceStatus,
    options?: ResourceSourceReadOptions,
  ): Promise<void>;
}

/** Serves a fleet definition as a {@link ResourceSource} that cannot be written to. */
export function fleetSource(fleet: FleetDefinition): ResourceSource {
  return {
    async loadVens() {
      return fleet.vens;
    },
    async loadVenResources(venId) {
      return fleet.resources.filter((resource) => resource.venId === venId);
    },
  };
}
