/** Weather hour by hour, as columns of equal length: what a file of a weather service holds. */
export interface WeatherHours {
  /** Where the first hour begins, epoch ms; a full hour of UTC. */
  readonly startMs: number;
  /** Air temperature of each hour, degrees Celsius, -90 to 60. */
  readonly temperatureC: ArrayLike<number>;
  /** Share of a clear sky's light that comes through, mean of each hour, 0 to 1.2. */
  readonly clearness?: ArrayLike<number>;
  /** Wind of each hour, m/s, 0 to 120. */
  readonly windMs?: ArrayLike<number>;
}

/** The columns of {@link WeatherHours}, with the values that they may have. */
export const WEATHER_COLUMNS = {
  temperatureC: { least: -90, most: 60, unit: "degrees Celsius" },
  clearness: { least: 0, most: 1.2, unit: "share of a clear sky's light" },
  windMs: { least: 0, most: 120, unit: "m/s" },
} as const;

/** A column of {@link WeatherHours}. */
export type WeatherColumn = keyof typeof WEATHER_COLUMNS;
