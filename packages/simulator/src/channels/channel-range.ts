import { TIME_RANGE_KEYS, type TimeRange } from "../columns/read-range.ts";
import type { KnownKeys } from "../keys/check-keys.ts";

/** How a forecast comes about. */
export interface ForecastOptions {
  /** When it is made, epoch ms: it knows all that has been by then. @defaultValue now, by the clock */
  readonly issuedAtMs?: number;
  /**
   * `persistence`: as at the same time of the last day that has been. `counterfactual`: what the load
   * would do if nothing were asked of it, with an error that grows.
   *
   * @defaultValue "counterfactual"
   */
  readonly method?: "persistence" | "counterfactual";
  /**
   * Standard deviation of the error of a `counterfactual` a day ahead, as a share, 0 to 10; it grows with
   * the square root of time.
   *
   * @defaultValue 0.15
   */
  readonly dayAheadError?: number;
}

/** What `Simulator.channel` reads. */
export interface ChannelRange extends TimeRange {
  /** Of the channel `forecastW`. */
  readonly forecast?: ForecastOptions;
}

/** All keys of a {@link ChannelRange}. */
export const CHANNEL_RANGE_KEYS: KnownKeys<ChannelRange> = { ...TIME_RANGE_KEYS, forecast: true };

/** All keys of {@link ForecastOptions}. */
export const FORECAST_KEYS: KnownKeys<ForecastOptions> = {
  issuedAtMs: true,
  method: true,
  dayAheadError: true,
};
