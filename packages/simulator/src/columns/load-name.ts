import type { CompiledFleet } from "../fleet/compiled-fleet.ts";

/** Who a load is. */
export interface LoadName {
  readonly venId: string;
  readonly resourceId: string;
  readonly loadId: string;
}

/** Finds the name of a load by its index in the fleet. */
export function loadName(fleet: CompiledFleet, load: number): LoadName {
  return {
    venId: fleet.groupOfLoad(load).venId,
    resourceId: fleet.resourceId(fleet.resourceOfLoad(load)),
    loadId: fleet.siteLoad(load).loadId,
  };
}
