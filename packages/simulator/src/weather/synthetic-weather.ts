import { type TextKey, textKey } from "@ven/core";
import { gridCell } from "./grid-cell.ts";
import { keptValues } from "./kept-values.ts";
import { KnotNoise } from "./knot-noise.ts";
import type { Place } from "./place.ts";
import { syntheticSky } from "./synthetic-sky.ts";
import type { Weather } from "./weather.ts";

const HOURS_PER_YEAR = 8_766;

/** The coldest time of the year, hours after it begins; half a year later in the south. */
const COLDEST_HOUR = 24 * 28;

/** The warmest time of the day, solar hours. */
const WARMEST_HOUR = 14.5;

/** How long weather takes to move east by a degree, h: about 40 km/h in Denmark. */
const HOURS_PER_DEGREE = 1.5;

/** Never reuse a number. */
const STREAM = { fronts: 1, showers: 2, spell: 3, local: 4, wind: 5, gusts: 6 } as const;

/**
 * Weather that nobody measured, like that of Denmark: seasons and days, fronts that pass from west to
 * east, clear, mixed and overcast days, wind. All sites in a cell of half a degree share it. Further
 * south it is warmer, with less of a season; south of the equator seasons change places.
 *
 * @param key - another key, another weather
 */
export function syntheticWeather(key: TextKey, place: Place): Weather {
  const cellKey = textKey(`weather ${key.high} ${key.low} ${gridCell(place)}`);
  const northing = Math.sin((place.latitudeDeg * Math.PI) / 180);
  const swing = Math.abs(northing);
  const solarHours = place.longitudeDeg / 15;
  const lagHours = HOURS_PER_DEGREE * place.longitudeDeg;
  const coldestHour = COLDEST_HOUR + (northing < 0 ? HOURS_PER_YEAR / 2 : 0);
  const fronts = new KnotNoise(key, STREAM.fronts);
  const showers = new KnotNoise(key, STREAM.showers);
  const spell = new KnotNoise(key, STREAM.spell);
  const local = new KnotNoise(cellKey, STREAM.local);
  const wind = new KnotNoise(key, STREAM.wind);
  const gusts = new KnotNoise(cellKey, STREAM.gusts);

  /** 1 in the depth of winter, -1 at the height of summer. */
  const winter = (hour: number) => Math.cos((2 * Math.PI * (hour - coldestHour)) / HOURS_PER_YEAR);

  return {
    temperatureC: keptValues((hour) => {
      const cold = winter(hour);
      const mean = 27.75 - 26.5 * northing * northing - 9.6 * swing * cold;
      const solar = (2 * Math.PI * (hour + solarHours - WARMEST_HOUR)) / 24;
      const daily = (2.6 - 1.9 * swing * cold) * Math.cos(solar);
      const passed = hour - lagHours;
      const unrest =
        12 * (fronts.at(passed / 90) - 0.5) +
        5 * (showers.at(passed / 30) - 0.5) +
        5 * (spell.at(passed / 480) - 0.5);
      const change = swing * (1.2 + 0.15 * cold) * unrest + 1.5 * (local.at(hour / 20) - 0.5);
      return mean + daily + change;
    }),
    clearness: keptValues(syntheticSky(key, cellKey, place)),
    windMs: keptValues((hour) => {
      const passing = wind.at((hour - lagHours) / 18);
      return (1.2 + 7.5 * passing * passing + 2 * gusts.at(hour / 3)) * (1 + 0.2 * winter(hour));
    }),
  };
}
