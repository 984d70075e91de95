import { dayOfYearAt, hourAngleAt, sunDay } from "../../weather/sun.ts";
import type { Surroundings } from "../load-model.ts";

const RADIANS = Math.PI / 180;

/** Hours that are kept: 42 days. A power of two. */
const MOST_HOURS = 1_024;

/** What of sun and weather is as good as constant for an hour at a place. */
export interface SkyHour {
  readonly hour: number;
  /** Of the hour angle at the hour's beginning. */
  readonly cosHourAngle: number;
  readonly sinHourAngle: number;
  /** The sun's height is `upBase + upSwing * cos(hour angle)`, as a sine. */
  readonly upBase: number;
  readonly upSwing: number;
  /** Its way north is `northBase - northSwing * cos(hour angle)`. */
  readonly northBase: number;
  readonly northSwing: number;
  /** Its way east is `-eastSwing * sin(hour angle)`. */
  readonly eastSwing: number;
  /** Light outside the atmosphere, W/m2. */
  readonly extraterrestrial: number;
  readonly temperatureC: number;
  readonly windMs: number;
}

/** The {@link SkyHour}s of a place. Pure: what it keeps only saves time. */
export class SkyHours {
  readonly #surroundings: Surroundings;
  readonly #kept: (SkyHour | undefined)[] = [];

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** @param hour - hours since the epoch */
  at(hour: number): SkyHour {
    const place = hour & (MOST_HOURS - 1);
    const known = this.#kept[place];
    if (known?.hour === hour) return known;
    const sky = skyHour(this.#surroundings, hour);
    this.#kept[place] = sky;
    return sky;
  }
}

function skyHour(surroundings: Surroundings, hour: number): SkyHour {
  const { latitudeDeg, longitudeDeg, weather } = surroundings;
  const beginS = hour * 3_600;
  const sun = sunDay(dayOfYearAt(beginS + 1_800));
  const hourAngle = hourAngleAt(beginS, longitudeDeg, sun.equationOfTimeMin);
  const [sinLatitude, cosLatitude] = sinCos(latitudeDeg * RADIANS);
  const [sinDeclination, cosDeclination] = sinCos(sun.declination);
  const [sinHourAngle, cosHourAngle] = sinCos(hourAngle);
  return {
    hour,
    cosHourAngle,
    sinHourAngle,
    upBase: sinLatitude * sinDeclination,
    upSwing: cosLatitude * cosDeclination,
    northBase: cosLatitude * sinDeclination,
    northSwing: sinLatitude * cosDeclination,
    eastSwing: cosDeclination,
    extraterrestrial: sun.extraterrestrial,
    temperatureC: weather.temperatureC(hour),
    windMs: weather.windMs(hour),
  };
}

function sinCos(angle: number): readonly [sin: number, cos: number] {
  return [Math.sin(angle), Math.cos(angle)];
}
