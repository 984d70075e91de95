import type { SimulatedFleet } from "../simulated-fleet.ts";
import type { ForecastOptions } from "./channel-range.ts";

/** What channels are made from. */
export interface ChannelContext {
  readonly fleet: SimulatedFleet;
  /** From one instant to the next, ms. */
  readonly stepMs: number;
  readonly forecast: Required<ForecastOptions>;
}

/** A channel of one load. */
export interface ChannelSource {
  /** Its value at an instant, epoch ms; `NaN` if there is none. */
  valueAt(atMs: number): number;
  /** A code of `READING_QUALITY`; OK if left out. A value that is `NaN` is missing, whatever this says. */
  qualityAt?(atMs: number): number;
}

/** Opens a channel of a load, by its index in the fleet. */
export type OpenChannel = (context: ChannelContext, load: number) => ChannelSource;
