import { InvalidValueError } from "@ven/core";
import { WEATHER_COLUMNS, type WeatherColumn, type WeatherHours } from "./weather-hours.ts";

/** Longest text that is read, characters: some 60 years of hours. */
const MOST_CHARACTERS = 33_554_432;

/** Longest line that is read, characters. */
const MOST_LINE_CHARACTERS = 1_000;

const HOUR_MS = 3_600_000;

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Reads weather from CSV: a line of column names, then a line for each hour, in order and without a gap.
 * Columns are `time` (ISO 8601 with its zone, such as `2026-01-01T00:00:00Z`), `temperatureC`, and, if
 * the file has them, `clearness` and `windMs`; see {@link WeatherHours} for their units. Cells are
 * separated by commas or by semicolons, and have a decimal point.
 *
 * @param text - at most 32 Mi characters
 * @throws {InvalidValueError} that names row, column and value of what is wrong; the names are row 1
 */
export function parseWeatherCsv(text: string): WeatherHours {
  if (text.length > MOST_CHARACTERS) {
    const rule = `it has ${text.length} characters: give at most ${MOST_CHARACTERS}, fewer years`;
    throw new InvalidValueError("weather CSV", "", rule);
  }
  const rows = new Rows(text);
  const header = rows.next() ?? "";
  const separator = header.includes(";") ? ";" : ",";
  const names = header.split(separator).map((name) => name.trim());
  checkNames(names);
  const columns: Record<WeatherColumn, number[]> = { temperatureC: [], clearness: [], windMs: [] };
  let startMs: number | undefined;
  for (let line = rows.next(); line !== undefined; line = rows.next()) {
    const cells = line.split(separator);
    if (cells.length !== names.length) {
      const rule = `it has ${cells.length} cells: give ${names.length}, as in the line of names`;
      throw new InvalidValueError(`weather CSV row ${rows.row}`, line, rule);
    }
    names.forEach((name, place) => {
      const cell = (cells[place] ?? "").trim();
      const where = `weather CSV row ${rows.row} column ${name}`;
      if (name !== "time") {
        columns[name as WeatherColumn].push(readNumber(where, name as WeatherColumn, cell));
        return;
      }
      const expectedMs = startMs === undefined ? undefined : startMs + (rows.row - 2) * HOUR_MS;
      const atMs = readHour(where, cell, expectedMs);
      startMs ??= atMs;
    });
  }
  if (startMs === undefined) {
    throw new InvalidValueError("weather CSV", header, "it has no hours: add a line for each");
  }
  const { temperatureC, clearness, windMs } = columns;
  return {
    startMs,
    temperatureC,
    ...(clearness.length > 0 ? { clearness } : {}),
    ...(windMs.length > 0 ? { windMs } : {}),
  };
}

/** Goes through the lines of a text without copying it. */
class Rows {
  /** Number of the line that was read last, from 1. */
  row = 0;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** @throws {InvalidValueError} if it is too long, or empty with others after it */
  next(): string | undefined {
    if (this.#at >= this.#text.length) return undefined;
    const found = this.#text.indexOf("\n", this.#at);
    const end = found < 0 ? this.#text.length : found;
    this.row += 1;
    if (end - this.#at > MOST_LINE_CHARACTERS) {
      const rule = `it is longer than ${MOST_LINE_CHARACTERS} characters: is this a CSV of weather?`;
      throw new InvalidValueError(
        `weather CSV row ${this.row}`,
        this.#text.slice(this.#at, this.#at + 60),
        rule,
      );
    }
    // It takes a byte-order mark and a carriage return away too.
    const line = this.#text.slice(this.#at, end).trim();
    this.#at = end + 1;
    if (line !== "" || this.row === 1) return line;
    if (this.#text.slice(this.#at).trim() === "") return undefined;
    throw new InvalidValueError(`weather CSV row ${this.row}`, "", "it is empty: remove it");
  }
}

function checkNames(names: readonly string[]): void {
  const known = ["time", ...Object.keys(WEATHER_COLUMNS)];
  names.forEach((name, place) => {
    if (known.includes(name) && names.indexOf(name) === place) return;
    const rule = known.includes(name) ? "it is there twice" : `known are ${known.join(", ")}`;
    throw new InvalidValueError("weather CSV row 1 column", name, rule);
  });
  for (const name of ["time", "temperatureC"]) {
    if (names.includes(name)) continue;
    const rule = `there is no column ${name}: add it to the line of names`;
    throw new InvalidValueError("weather CSV row 1", names.join(","), rule);
  }
}

function readNumber(where: string, name: WeatherColumn, cell: string): number {
  const { least, most, unit } = WEATHER_COLUMNS[name];
  const value = NUMBER.test(cell) ? Number(cell) : Number.NaN;
  if (value >= least && value <= most) return value;
  const rule = `give ${least} to ${most}, ${unit}, with a decimal point`;
  throw new InvalidValueError(where, cell, rule);
}

function readHour(where: string, cell: string, expectedMs: number | undefined): number {
  const atMs = INSTANT.test(cell) ? Date.parse(cell) : Number.NaN;
  if (Number.isNaN(atMs) || atMs % HOUR_MS !== 0) {
    const rule = "give a full hour with its zone, such as 2026-01-01T00:00:00Z";
    throw new InvalidValueError(where, cell, rule);
  }
  if (expectedMs === undefined || atMs === expectedMs) return atMs;
  const rule = `the next hour is ${new Date(expectedMs).toISOString()}: leave none out, and keep order`;
  throw new InvalidValueError(where, cell, rule);
}
