import {
  type FleetDefinition,
  type ReadingColumns,
  type ReadingLayout,
  type Resource,
  type ResourceStatus,
  VenId,
} from "@ven/core";
import type { MeterSource } from "@ven/manager";
import { chaosFleet, type FleetShape, instantOf, powerAt } from "./chaos-fleet.ts";

/** Meters whose readings follow from VEN, row and tick alone, so that anybody can tell what they gave. */
export class ChaosMeters implements MeterSource {
  readonly isInitialized = true;
  readonly #shape: FleetShape;
  readonly #fleet: FleetDefinition;
  readonly #layouts = new Map<string, ReadingLayout>();
  /** The tick whose readings {@link collectColumns} gives. */
  tick: number;

  /** @param lastTick - the tick before the first that is read */
  constructor(shape: FleetShape, lastTick = -1) {
    this.#shape = shape;
    this.#fleet = chaosFleet(shape);
    this.tick = lastTick;
  }

  /** There is nothing to wait for. */
  async initializeResources(): Promise<void> {
    await Promise.resolve();
  }

  increaseTime(): number {
    this.tick += 1;
    return this.tick;
  }

  getVenResources(venId: string, status?: ResourceStatus): readonly Resource[] {
    const { resources } = this.#layoutOf(venId);
    return status === undefined || status === "APPROVED" ? resources : [];
  }

  collectColumns(venId: string, own?: ReadingColumns): ReadingColumns {
    const layout = this.#layoutOf(venId);
    const columns = own?.layout === layout ? own : emptyColumns(layout);
    const { timestampMs, powerW } = columns;
    timestampMs.fill(instantOf(this.#shape, this.tick));
    for (let row = 0; row < powerW.length; row += 1) powerW[row] = powerAt(venId, row, this.tick);
    return columns;
  }

  #layoutOf(venId: string): ReadingLayout {
    const known = this.#layouts.get(venId);
    if (known !== undefined) return known;
    const resources = this.#fleet.resources.filter((resource) => resource.venId === venId);
    const loadIds = resources[0]?.loads.map(({ loadId }) => loadId) ?? [];
    const rows = Array.from({ length: resources.length * loadIds.length }, (_, row) => row);
    const layout: ReadingLayout = {
      venId: VenId(venId),
      resources,
      loadIds,
      resourceIndex: Uint32Array.from(rows, (row) => Math.floor(row / loadIds.length)),
      loadIndex: Uint16Array.from(rows, (row) => row % loadIds.length),
      rowCount: rows.length,
    };
    this.#layouts.set(venId, layout);
    return layout;
  }
}

function emptyColumns(layout: ReadingLayout): ReadingColumns {
  const { rowCount } = layout;
  return { layout, timestampMs: new Float64Array(rowCount), powerW: new Float64Array(rowCount) };
}
