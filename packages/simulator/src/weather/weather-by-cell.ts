import type { TextKey } from "@ven/core";
import { gridCell } from "./grid-cell.ts";
import type { Place } from "./place.ts";
import { syntheticWeather } from "./synthetic-weather.ts";
import type { Weather } from "./weather.ts";

/** Synthetic weather of any place: one for each grid cell, made when it is first asked for. */
export function weatherByCell(key: TextKey): (place: Place) => Weather {
  const known = new Map<string, Weather>();
  return (place) => {
    const cell = gridCell(place);
    const weather = known.get(cell) ?? syntheticWeather(key, place);
    known.set(cell, weather);
    return weather;
  };
}
