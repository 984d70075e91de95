import type { FleetDefinition, Resource, ResourceSource, Ven } from "@ven/core";
import type { StoreCallOptions } from "../ven-store.ts";
import type { RegistryStatistics } from "./registry-statistics.ts";
import type { SeedResult } from "./seed-result.ts";

/**
 * The fleet as this site knows it: VENs, resources, loads. It owns a resource's status.
 *
 * Every call may throw {@link StoreError}, and reads {@link InvalidRowError} for a row that breaks
 * a rule.
 */
export interface ResourceRegistry extends ResourceSource {
  /** Every VEN, in the order they were added. */
  loadVens(options?: StoreCallOptions): Promise<readonly Ven[]>;
  /** Every resource of one VEN in the order they were added; empty for an unknown VEN. */
  loadVenResources(venId: string, options?: StoreCallOptions): Promise<readonly Resource[]>;
  /**
   * Sets a resource's status. Repeatable.
   *
   * @param status - APPROVED, PENDING or SUSPENDED
   * @throws {UnknownResourceError} if the registry does not hold the resource
   * @throws {InvalidValueError} if there is no such status
   */
  updateResourceStatus(
    resourceId: string,
    status: string,
    options?: StoreCallOptions,
  ): Promise<void>;
  /**
   * Adds what the fleet has and the registry lacks, and updates what differs, all or nothing.
   * Repeatable. Never deletes, and never changes the status of a resource that is there.
   *
   * @throws {FleetConflictError} if a meter point, or a name within a VEN, would exist twice
   */
  seedFleet(fleet: FleetDefinition, options?: StoreCallOptions): Promise<SeedResult>;
  /** Counts VENs, resources by status, and loads. */
  statistics(options?: StoreCallOptions): Promise<RegistryStatistics>;
}
