import {
  defineFleet,
  type FleetDefinition,
  fleetSource,
  gsrnCheckDigit,
  type ReadingColumns,
  type Resource,
  type ResourceSource,
  type ResourceStatus,
  VenId,
} from "@ven/core";
import type { MeterSource } from "@ven/manager";

/** A fleet of so many VENs, resources and loads. */
export function fleetOf(
  venIds: readonly string[],
  resourceCount: number,
  loadCount = 6,
): FleetDefinition {
  let meter = 0;
  const meterPointId = () => {
    meter += 1;
    const digits = `571313174${String(meter).padStart(8, "0")}`;
    return digits + gsrnCheckDigit(digits);
  };
  return defineFleet({
    name: "test",
    vens: venIds.map((venId) => ({
      venId,
      resources: Array.from({ length: resourceCount }, (_, index) => ({
        resourceId: `${venId}-${index}`,
        name: `${venId} site ${index}`,
        resourceType: "shop",
        meterPointId: meterPointId(),
        loads: Array.from({ length: loadCount }, (_load, load) => ({
          loadId: `load_${load}`,
          kind: "lighting",
          ratedPowerW: 1_000,
        })),
      })),
    })),
  });
}

/** Meters whose readings a test says itself: `powerW(row)` of the current tick. */
export class ScriptedMeters implements MeterSource {
  readonly #fleet: FleetDefinition;
  readonly #powerW: (venId: string, row: number, index: number) => number;
  #index = 0;
  isInitialized = true;
  initializedFrom: ResourceSource | undefined;

  constructor(
    fleet: FleetDefinition,
    powerW: (venId: string, row: number, index: number) => number,
  ) {
    this.#fleet = fleet;
    this.#powerW = powerW;
  }

  async initializeResources(
    _venIds?: readonly string[],
    options?: { readonly source?: ResourceSource },
  ): Promise<void> {
    this.initializedFrom = options?.source ?? fleetSource(this.#fleet);
    this.isInitialized = true;
  }

  increaseTime(): number {
    this.#index += 1;
    return this.#index;
  }

  getVenResources(venId: string, status?: ResourceStatus): readonly Resource[] {
    return this.#fleet.resources.filter(
      (resource) =>
        resource.venId === venId && (status === undefined || resource.status === status),
    );
  }

  collectColumns(venId: string): ReadingColumns {
    const resources = this.getVenResources(venId, "APPROVED");
    const loadIds = resources[0]?.loads.map(({ loadId }) => loadId) ?? [];
    const rowCount = resources.length * loadIds.length;
    const rows = Array.from({ length: rowCount }, (_, row) => row);
    return {
      layout: {
        venId: VenId(venId),
        resources,
        loadIds,
        resourceIndex: Uint32Array.from(rows, (row) => Math.floor(row / loadIds.length)),
        loadIndex: Uint16Array.from(rows, (row) => row % loadIds.length),
        rowCount,
      },
      timestampMs: Float64Array.from(rows, () => 1_737_036_000_000 + this.#index * 10_000),
      powerW: Float64Array.from(rows, (row) => this.#powerW(venId, row, this.#index)),
    };
  }
}
