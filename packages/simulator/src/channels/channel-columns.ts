import { type LoadName, loadName } from "../columns/load-name.ts";
import type { CompiledFleet } from "../fleet/compiled-fleet.ts";
import { qualityOf, type ReadingQuality } from "../measurement/reading-quality.ts";
import type { ChannelName } from "./channel-name.ts";

/** A value of a channel of one load at one instant. */
export interface ChannelReading extends LoadName {
  /** Epoch ms. */
  readonly timestampMs: number;
  /** In the unit of the channel; `NaN` if it is missing. */
  readonly value: number;
  readonly quality: ReadingQuality;
}

/** What {@link ChannelColumns} are made of. */
export type ChannelColumnsParts = Pick<
  ChannelColumns,
  "channel" | "loads" | "timestampMs" | "values" | "quality"
>;

/** One channel of many loads at many instants; laid out as `SimulatedColumns` are. */
export class ChannelColumns implements Iterable<ChannelReading> {
  readonly channel: ChannelName;
  /** Epoch ms, ascending. */
  readonly timestampMs: Float64Array;
  /** Index in the fleet of each load. */
  readonly loads: Uint32Array;
  /** In the unit of the channel, load by load; `NaN` where it is missing. */
  readonly values: Float64Array;
  /** Codes of `READING_QUALITY`; left out while all meters are perfect: what is not `NaN` is OK then. */
  readonly quality: Uint8Array | undefined;
  readonly #fleet: CompiledFleet;

  constructor(fleet: CompiledFleet, parts: ChannelColumnsParts) {
    this.#fleet = fleet;
    this.channel = parts.channel;
    this.loads = parts.loads;
    this.timestampMs = parts.timestampMs;
    this.values = parts.values;
    this.quality = parts.quality;
  }

  /** Who the load of a row is. @param row - position in `loads` */
  name(row: number): LoadName {
    return loadName(this.#fleet, this.loads[row] ?? 0);
  }

  /** The values one by one, load by load; each is made when it is asked for. */
  *[Symbol.iterator](): Iterator<ChannelReading> {
    const count = this.timestampMs.length;
    for (let row = 0; row < this.loads.length; row += 1) {
      const name = this.name(row);
      for (let step = 0; step < count; step += 1) {
        const place = row * count + step;
        const value = this.values[place] ?? Number.NaN;
        const timestampMs = this.timestampMs[step] ?? Number.NaN;
        yield { ...name, timestampMs, value, quality: qualityOf(value, this.quality?.[place]) };
      }
    }
  }
}
