import { InvalidValueError } from "@ven/core";

const UNITS_MS: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1_000],
  ["m", 60_000],
  ["h", 3_600_000],
  ["d", 86_400_000],
]);
const SHORTEST_MS = 100;
const LONGEST_MS = 31 * 86_400_000;

/**
 * Reads an interval such as `500ms`, `10s`, `15m`, `1h` or `1d`: a whole number and its unit.
 *
 * @returns milliseconds; 100 to 2_678_400_000 (31 days)
 * @throws {InvalidValueError} if the text says something else or the interval is out of range
 */
export function parseInterval(text: string): number {
  const [, digits, unit] = /^(\d+)(ms|s|m|h|d)$/.exec(String(text).trim()) ?? [];
  const unitMs = UNITS_MS.get(unit ?? "");
  if (unitMs === undefined) {
    throw new InvalidValueError(
      "interval",
      text,
      "write a whole number and a unit (ms, s, m, h or d), such as 10s",
    );
  }
  return checkIntervalMs(text, Number(digits) * unitMs);
}

/**
 * Checks an interval that is given as a number or a text.
 *
 * @returns milliseconds
 * @throws {InvalidValueError} as {@link parseInterval} does
 */
export function intervalMsOf(interval: string | number): number {
  return typeof interval === "number"
    ? checkIntervalMs(interval, interval)
    : parseInterval(interval);
}

function checkIntervalMs(given: string | number, intervalMs: number): number {
  if (!Number.isInteger(intervalMs) || intervalMs < SHORTEST_MS || intervalMs > LONGEST_MS) {
    throw new InvalidValueError("interval", given, "give 100ms to 31d, in whole milliseconds");
  }
  return intervalMs;
}
