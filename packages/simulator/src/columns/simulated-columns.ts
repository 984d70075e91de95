import type { CompiledFleet } from "../fleet/compiled-fleet.ts";

/** Power of one load at one instant, as an object: for comfort. */
export interface SimulatedReading {
  readonly venId: string;
  readonly resourceId: string;
  readonly loadId: string;
  /** Epoch ms. */
  readonly timestampMs: number;
  /** W, positive = import; `NaN` if it is missing. */
  readonly powerW: number;
}

/** Who a row of {@link SimulatedColumns} is. */
export interface LoadName {
  readonly venId: string;
  readonly resourceId: string;
  readonly loadId: string;
}

/**
 * Readings of many loads at many instants, as columns: no object per reading. Power lies load by load:
 * that of load `l` at instant `t` is `powerW[l * timestampMs.length + t]`.
 */
export class SimulatedColumns implements Iterable<SimulatedReading> {
  /** Epoch ms, ascending. */
  readonly timestampMs: Float64Array;
  /** Index in the fleet of each load. */
  readonly loads: Uint32Array;
  /** W, positive = import; `NaN` where the reading is missing. */
  readonly powerW: Float64Array;
  readonly #fleet: CompiledFleet;

  constructor(
    fleet: CompiledFleet,
    loads: Uint32Array,
    timestampMs: Float64Array,
    powerW: Float64Array,
  ) {
    this.#fleet = fleet;
    this.loads = loads;
    this.timestampMs = timestampMs;
    this.powerW = powerW;
  }

  /** Who the load of a row is. @param row - position in `loads` */
  name(row: number): LoadName {
    const load = this.loads[row] ?? 0;
    const resourceId = this.#fleet.resourceId(this.#fleet.resourceOfLoad(load));
    return {
      venId: this.#fleet.groupOfLoad(load).venId,
      resourceId,
      loadId: this.#fleet.siteLoad(load).loadId,
    };
  }

  /** The readings one by one, load by load; each is made when it is asked for. */
  *[Symbol.iterator](): Iterator<SimulatedReading> {
    const count = this.timestampMs.length;
    for (let row = 0; row < this.loads.length; row += 1) {
      const name = this.name(row);
      for (let step = 0; step < count; step += 1) {
        const timestampMs = this.timestampMs[step] ?? 0;
        yield { ...name, timestampMs, powerW: this.powerW[row * count + step] ?? Number.NaN };
      }
    }
  }
}
