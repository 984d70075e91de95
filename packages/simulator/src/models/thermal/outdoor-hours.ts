import type { Weather } from "../../weather/weather.ts";

/** A power of two: half a year of hours. */
const HOURS = 4_096;

/** The outdoor temperature of whole hours. What it keeps only saves time. */
export class OutdoorHours {
  #weather: Weather | undefined;
  readonly #hours: Float64Array = new Float64Array(HOURS).fill(Number.NaN);
  readonly #temperatureC: Float64Array = new Float64Array(HOURS);

  /** @param hour - hours since the epoch */
  temperatureC(weather: Weather, hour: number): number {
    const at = hour & (HOURS - 1);
    if (weather !== this.#weather) {
      this.#weather = weather;
      this.#hours.fill(Number.NaN);
    }
    if (this.#hours[at] !== hour) {
      this.#hours[at] = hour;
      this.#temperatureC[at] = weather.temperatureC(hour);
    }
    return this.#temperatureC[at] ?? 0;
  }
}
