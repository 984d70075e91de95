import { RESOURCE_STATUSES, type Resource, type ResourceStatus, type VenId } from "@ven/core";
import type { MeteredVen } from "./world/metered-ven.ts";
import type { LoadedFleet } from "./world/world.ts";

/** How many resources there are, and how many loads they have together. */
export interface FleetCounts {
  readonly resourceCount: number;
  readonly loadCount: number;
}

/** Counts of a group of resources, in all and by status. */
export interface StatusCounts extends FleetCounts {
  readonly byStatus: Readonly<Record<ResourceStatus, FleetCounts>>;
}

/** Counts of one VEN. */
export interface VenStatistics extends StatusCounts {
  readonly venId: VenId;
  /** Approved resources that are skipped because they have no meter. */
  readonly unmeteredCount: number;
}

/** What a simulator holds; all zero before its fleet is loaded. */
export interface SimulatorStatistics extends StatusCounts {
  readonly venCount: number;
  /** In the order of loading. */
  readonly vens: readonly VenStatistics[];
  /** The step that the meters are at. */
  readonly index: number;
  /** Steps until replayed data begins anew; left out if the meters are endless. */
  readonly stepCount?: number;
}

/** Counts a loaded fleet. */
export function countFleet(loaded: LoadedFleet | undefined): SimulatorStatistics {
  const vens = [...(loaded?.vens.values() ?? [])];
  const stepCount = loaded?.meters.stepCount;
  return {
    venCount: vens.length,
    ...countResources(vens.flatMap(({ resources }) => resources)),
    vens: vens.map(countVen),
    index: loaded?.step ?? 0,
    ...(stepCount === undefined ? {} : { stepCount }),
  };
}

function countVen(ven: MeteredVen): VenStatistics {
  const counts = countResources(ven.resources);
  const unmeteredCount = counts.byStatus.APPROVED.resourceCount - ven.layout.resources.length;
  return { venId: ven.venId, ...counts, unmeteredCount };
}

function countResources(resources: readonly Resource[]): StatusCounts {
  const byStatus = Object.fromEntries(
    RESOURCE_STATUSES.map((status) => [
      status,
      countLoads(resources.filter((resource) => resource.status === status)),
    ]),
  ) as Record<ResourceStatus, FleetCounts>;
  return { ...countLoads(resources), byStatus };
}

function countLoads(resources: readonly Resource[]): FleetCounts {
  const loadCount = resources.reduce((total, { loads }) => total + loads.length, 0);
  return { resourceCount: resources.length, loadCount };
}
