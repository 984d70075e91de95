import type { CompiledFleet } from "../fleet/compiled-fleet.ts";
import { qualityOf, type ReadingQuality } from "../measurement/reading-quality.ts";
import { type LoadName, loadName } from "./load-name.ts";

/** Power of one load at one instant, as an object: for comfort. */
export interface SimulatedReading extends LoadName {
  /** Epoch ms. */
  readonly timestampMs: number;
  /** What the meter shows, W, positive = import; `NaN` if it is missing. */
  readonly powerW: number;
  readonly quality: ReadingQuality;
  /** What the load really draws, W, if that was asked for. */
  readonly truthW?: number;
}

/** What {@link SimulatedColumns} are made of. */
export type SimulatedColumnsParts = Pick<
  SimulatedColumns,
  "loads" | "timestampMs" | "powerW" | "quality" | "truthW"
>;

/**
 * Readings of many loads at many instants, as columns: no object per reading. Power lies load by load:
 * that of load `l` at instant `t` is `powerW[l * timestampMs.length + t]`; so do quality and truth.
 */
export class SimulatedColumns implements Iterable<SimulatedReading> {
  /** Epoch ms, ascending. */
  readonly timestampMs: Float64Array;
  /** Index in the fleet of each load. */
  readonly loads: Uint32Array;
  /** What the meters show, W, positive = import; `NaN` where the reading is missing. */
  readonly powerW: Float64Array;
  /** Codes of `READING_QUALITY`; left out while all meters are perfect: what is not `NaN` is OK then. */
  readonly quality: Uint8Array | undefined;
  /** What the loads really draw, W; left out if it was not asked for. */
  readonly truthW: Float64Array | undefined;
  readonly #fleet: CompiledFleet;

  constructor(fleet: CompiledFleet, parts: SimulatedColumnsParts) {
    this.#fleet = fleet;
    this.loads = parts.loads;
    this.timestampMs = parts.timestampMs;
    this.powerW = parts.powerW;
    this.quality = parts.quality;
    this.truthW = parts.truthW;
  }

  /** Who the load of a row is. @param row - position in `loads` */
  name(row: number): LoadName {
    return loadName(this.#fleet, this.loads[row] ?? 0);
  }

  /** One reading. @param step - position in `timestampMs` */
  reading(row: number, step: number, name: LoadName = this.name(row)): SimulatedReading {
    const place = row * this.timestampMs.length + step;
    const powerW = this.powerW[place] ?? Number.NaN;
    return {
      ...name,
      timestampMs: this.timestampMs[step] ?? Number.NaN,
      powerW,
      quality: qualityOf(powerW, this.quality?.[place]),
      ...(this.truthW === undefined ? {} : { truthW: this.truthW[place] ?? Number.NaN }),
    };
  }

  /** The readings one by one, load by load; each is made when it is asked for. */
  *[Symbol.iterator](): Iterator<SimulatedReading> {
    const count = this.timestampMs.length;
    for (let row = 0; row < this.loads.length; row += 1) {
      const name = this.name(row);
      for (let step = 0; step < count; step += 1) yield this.reading(row, step, name);
    }
  }
}
