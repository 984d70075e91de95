import { InvalidValueError, textKey } from "@ven/core";
import { syntheticWeather } from "./synthetic-weather.ts";
import type { Weather } from "./weather.ts";
import { WEATHER_COLUMNS, type WeatherColumn, type WeatherHours } from "./weather-hours.ts";

const HOUR_MS = 3_600_000;

/** Most hours of one place: 200 years. */
const MOST_HOURS = 1_753_200;

const DAY_HOURS = 24;

/** 365 days. */
const YEAR_HOURS = 8_760;

/** Where columns that the data lack are made up for. */
const DENMARK = { latitudeDeg: 56.14, longitudeDeg: 8.97 } as const;

/**
 * Weather from data. Clearness goes evenly from the middle of an hour to the middle of the next.
 *
 * Simulations look some days back, registers to when the meters were installed; so there is weather
 * before and after the data, too: by default that of the same hour of the nearest year that they hold,
 * or of the nearest day if they hold less than a year.
 *
 * @param otherwise - the weather before and after the data instead, and of columns that they lack; without
 * it those columns are made up, like the weather of Denmark, the same for each seed
 * @throws {InvalidValueError} that names the column and place of a value out of its range
 */
export function weatherFromHours(hours: WeatherHours, otherwise?: Weather): Weather {
  const { startMs, temperatureC, clearness, windMs } = hours;
  if (!Number.isSafeInteger(startMs) || startMs % HOUR_MS !== 0) {
    throw new InvalidValueError("weather startMs", startMs, "give epoch ms of a full hour of UTC");
  }
  const firstHour = startMs / HOUR_MS;
  const count = temperatureC.length;
  const lacking = otherwise ?? syntheticWeather(textKey("weather"), DENMARK);
  const known = (hour: number) =>
    otherwise === undefined ? nearestHour(hour, firstHour, count) : hour;
  const column = (name: "temperatureC" | "windMs", values: ArrayLike<number> | undefined) => {
    const kept = values && checkedColumn(name, values, count);
    return (hour: number) => kept?.[known(hour) - firstHour] ?? lacking[name](hour);
  };
  const sky = clearness && checkedColumn("clearness", clearness, count);
  return {
    temperatureC: column("temperatureC", temperatureC),
    windMs: column("windMs", windMs),
    clearness(minute) {
      const hour = Math.floor(minute / 60);
      const place = known(hour) - firstHour;
      const own = sky?.[place];
      if (sky === undefined || own === undefined) return lacking.clearness(minute);
      const fromMiddle = (minute + 0.5) / 60 - (hour + 0.5);
      const next = Math.min(count - 1, Math.max(0, place + Math.sign(fromMiddle)));
      return own + ((sky[next] ?? own) - own) * Math.abs(fromMiddle);
    },
  };
}

/** The hour of the data that stands for one before or after them: whole years or days away. */
function nearestHour(hour: number, firstHour: number, count: number): number {
  if (hour >= firstHour && hour < firstHour + count) return hour;
  const period = [YEAR_HOURS, DAY_HOURS].find((hours) => hours <= count) ?? count;
  const away = hour < firstHour ? firstHour - hour : hour - (firstHour + count - 1);
  return hour - Math.sign(hour - firstHour) * Math.ceil(away / period) * period;
}

function checkedColumn(
  name: WeatherColumn,
  values: ArrayLike<number>,
  count: number,
): Float64Array {
  if (count < 1 || count > MOST_HOURS) {
    throw new InvalidValueError("weather hours", count, `give 1 to ${MOST_HOURS}`);
  }
  if (values.length !== count) {
    const rule = `give as many as there are of temperatureC: ${count}`;
    throw new InvalidValueError(`weather ${name} length`, values.length, rule);
  }
  const { least, most, unit } = WEATHER_COLUMNS[name];
  const kept = Float64Array.from(values);
  const wrong = kept.findIndex((value) => !(value >= least && value <= most));
  if (wrong < 0) return kept;
  const rule = `give ${least} to ${most}, ${unit}`;
  throw new InvalidValueError(`weather ${name}[${wrong}]`, values[wrong], rule);
}
