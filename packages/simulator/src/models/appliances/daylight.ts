import type { LocalDay } from "../../calendar/local-day.ts";
import { clearSkyIrradiance, dayOfYearAt, hourAngleAt, sunDay } from "../../weather/sun.ts";
import type { Surroundings } from "../load-model.ts";

const STEP_S = 1_800;

/** Days that are kept, of all places together, 400 bytes each. */
const MOST_DAYS = 4_000;

const RADIANS = Math.PI / 180;

/** When it is light outside on the days of places, clouds included. What it keeps only saves time. */
export class Daylight {
  #places = new WeakMap<Surroundings, Map<number, Float64Array>>();
  #count = 0;

  /** From when on it is brighter than so much, epoch s; the day's middle if it never is. */
  dawnS(surroundings: Surroundings, day: LocalDay, dimWm2: number): number {
    const light = this.#lightOf(surroundings, day);
    for (let step = 0; step < light.length; step += 1) {
      const now = light[step] ?? 0;
      if (now < dimWm2) continue;
      const before = light[step - 1] ?? 0;
      return day.startS + STEP_S * (step - (now - dimWm2) / (now - before || 1));
    }
    return middleOf(day);
  }

  /** From when on it is darker than so much, epoch s; the day's middle if it always is. */
  duskS(surroundings: Surroundings, day: LocalDay, dimWm2: number): number {
    const light = this.#lightOf(surroundings, day);
    for (let step = light.length - 1; step >= 0; step -= 1) {
      const now = light[step] ?? 0;
      if (now < dimWm2) continue;
      const after = light[step + 1] ?? 0;
      return day.startS + STEP_S * (step + (now - dimWm2) / (now - after || 1));
    }
    return middleOf(day);
  }

  #lightOf(surroundings: Surroundings, day: LocalDay): Float64Array {
    const known = this.#places.get(surroundings)?.get(day.index);
    if (known !== undefined) return known;
    if (this.#count >= MOST_DAYS) {
      this.#places = new WeakMap();
      this.#count = 0;
    }
    const days = this.#places.get(surroundings) ?? new Map<number, Float64Array>();
    const light = lightOf(surroundings, day);
    days.set(day.index, light);
    this.#places.set(surroundings, days);
    this.#count += 1;
    return light;
  }
}

function middleOf({ startS, endS }: LocalDay): number {
  return (startS + endS) / 2;
}

/** Light on level ground at each half hour of a day, W/m2. */
function lightOf(
  { weather, latitudeDeg, longitudeDeg }: Surroundings,
  day: LocalDay,
): Float64Array {
  const { declination, equationOfTimeMin } = sunDay(dayOfYearAt(middleOf(day)));
  const high = Math.sin(latitudeDeg * RADIANS) * Math.sin(declination);
  const wide = Math.cos(latitudeDeg * RADIANS) * Math.cos(declination);
  const light = new Float64Array(Math.floor((day.endS - day.startS) / STEP_S) + 1);
  for (let step = 0; step < light.length; step += 1) {
    const atS = day.startS + STEP_S * step;
    const cosZenith = high + wide * Math.cos(hourAngleAt(atS, longitudeDeg, equationOfTimeMin));
    const clear = clearSkyIrradiance(cosZenith);
    light[step] = clear > 0 ? clear * weather.clearness(Math.floor(atS / 60)) : 0;
  }
  return light;
}
