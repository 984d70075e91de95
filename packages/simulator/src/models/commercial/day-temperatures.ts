import type { Surroundings } from "../load-model.ts";

/** Days that are kept; a power of two. */
const KEPT_DAYS = 512;

/** Mean outside temperatures of days. What it keeps only saves time. */
export class DayTemperatures {
  readonly #meanC: Float64Array = new Float64Array(KEPT_DAYS);
  readonly #dayIndex: Float64Array = new Float64Array(KEPT_DAYS).fill(Number.NaN);
  #surroundings: Surroundings | undefined;

  /**
   * Mean of four times of a day, degrees Celsius, into `out`.
   *
   * @param dayIndex - see `LocalDay.index`
   */
  read(surroundings: Surroundings, dayIndex: number, out: Float64Array, at: number): void {
    if (surroundings !== this.#surroundings) {
      this.#surroundings = surroundings;
      this.#dayIndex.fill(Number.NaN);
    }
    const place = dayIndex & (KEPT_DAYS - 1);
    if (this.#dayIndex[place] !== dayIndex) {
      const { startS } = surroundings.calendar.day(dayIndex);
      const hour = Math.floor(startS / 3_600);
      const { weather } = surroundings;
      const sum =
        weather.temperatureC(hour) +
        weather.temperatureC(hour + 6) +
        weather.temperatureC(hour + 12) +
        weather.temperatureC(hour + 18);
      this.#meanC[place] = sum / 4;
      this.#dayIndex[place] = dayIndex;
    }
    out[at] = this.#meanC[place] ?? 0;
  }
}
