import type { ResourceStatus, VenId } from "@ven/core";

/** How much one VEN has. */
export interface VenStatistics {
  readonly venId: VenId;
  readonly resourceCount: number;
  readonly loadCount: number;
  readonly byStatus: Readonly<Record<ResourceStatus, number>>;
}

/** How much a registry holds: in all, and per VEN in the registry's order. */
export interface RegistryStatistics {
  readonly vens: readonly VenStatistics[];
  readonly resourceCount: number;
  readonly loadCount: number;
  readonly byStatus: Readonly<Record<ResourceStatus, number>>;
}
