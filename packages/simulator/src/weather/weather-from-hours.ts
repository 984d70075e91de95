import { InvalidValueError } from "@ven/core";
import type { Weather } from "./weather.ts";
import { WEATHER_COLUMNS, type WeatherColumn, type WeatherHours } from "./weather-hours.ts";

const HOUR_MS = 3_600_000;

/** Most hours of one place: 200 years. */
const MOST_HOURS = 1_753_200;

/**
 * Weather from data. Clearness goes evenly from the middle of an hour to the middle of the next.
 *
 * @param otherwise - the weather before and after the data, and of columns that they lack; without it,
 * asking for that is an error
 * @throws {InvalidValueError} that names the column and place of a value out of its range; the weather
 * throws it too, naming the hour, where neither the data nor `otherwise` tells
 */
export function weatherFromHours(hours: WeatherHours, otherwise?: Weather): Weather {
  const { startMs, temperatureC, clearness, windMs } = hours;
  if (!Number.isSafeInteger(startMs) || startMs % HOUR_MS !== 0) {
    throw new InvalidValueError("weather startMs", startMs, "give epoch ms of a full hour of UTC");
  }
  const firstHour = startMs / HOUR_MS;
  const count = temperatureC.length;
  const column = (name: WeatherColumn, values: ArrayLike<number> | undefined) => {
    const kept = values && checkedColumn(name, values, count);
    return (hour: number) => {
      const value = kept?.[hour - firstHour];
      if (value !== undefined) return value;
      if (otherwise === undefined) throw unknownHour(name, hour, kept && firstHour, count);
      return name === "clearness" ? otherwise.clearness(hour * 60 + 30) : otherwise[name](hour);
    };
  };
  const hourlyClearness = column("clearness", clearness);
  const lastHour = firstHour + count - 1;
  return {
    temperatureC: column("temperatureC", temperatureC),
    windMs: column("windMs", windMs),
    clearness(minute) {
      const hour = Math.floor(minute / 60);
      const isKnown = clearness !== undefined && hour >= firstHour && hour <= lastHour;
      if (!isKnown && otherwise !== undefined) return otherwise.clearness(minute);
      const own = hourlyClearness(hour);
      const fromMiddle = (minute + 0.5) / 60 - (hour + 0.5);
      const next = Math.min(lastHour, Math.max(firstHour, hour + Math.sign(fromMiddle)));
      return own + (hourlyClearness(next) - own) * Math.abs(fromMiddle);
    },
  };
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

function unknownHour(
  name: WeatherColumn,
  hour: number,
  firstHour: number | undefined,
  count: number,
): InvalidValueError {
  const rule =
    firstHour === undefined
      ? `the data has no ${name}: add it, or give another weather for what it lacks`
      : `the data is of ${count} hours from ${isoHour(firstHour)} on: stay within them, or give ` +
        "another weather for before and after";
  return new InvalidValueError(`weather ${name} at`, isoHour(hour), rule);
}

function isoHour(hour: number): string {
  const date = new Date(hour * HOUR_MS);
  return Number.isNaN(date.getTime()) ? `hour ${hour}` : date.toISOString();
}
