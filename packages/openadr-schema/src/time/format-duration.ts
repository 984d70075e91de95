import { InvalidValueError } from "@ven/core";
import type { Duration } from "./duration.ts";

/**
 * Writes a duration as ISO 8601, leaving out what is nought: `P1DT2H`, `PT0.5S`, `-PT5M`; `PT0S` if
 * all is. Weeks beside days become days, as OpenADR's pattern takes one of the two.
 *
 * @throws {InvalidValueError} if parts have different signs, or one is no finite number, or one but
 *   `seconds` is not whole
 */
export function formatDuration(duration: Duration): string {
  checkParts(duration);
  const { years, months, weeks, days, hours, minutes, seconds } = duration;
  const mixesWeeks = weeks !== 0 && days !== 0;
  const date =
    part(years, "Y") +
    part(months, "M") +
    (mixesWeeks ? part(weeks * 7 + days, "D") : part(weeks, "W") + part(days, "D"));
  const time = part(hours, "H") + part(minutes, "M") + part(seconds, "S");
  if (date === "" && time === "") return "PT0S";
  const sign = Object.values(duration).some((count) => count < 0) ? "-" : "";
  return `${sign}P${date}${time === "" ? "" : `T${time}`}`;
}

function part(count: number, unit: string): string {
  return count === 0 ? "" : `${plainDigits(Math.abs(count))}${unit}`;
}

/** Digits without an exponent, so also `1e-7`. */
function plainDigits(count: number): string {
  const text = String(count);
  return text.includes("e") ? count.toFixed(20).replace(/\.?0+$/, "") : text;
}

function checkParts(duration: Duration): void {
  const signs = new Set<number>();
  for (const [name, count] of Object.entries(duration)) {
    const isRight = name === "seconds" ? Number.isFinite(count) : Number.isSafeInteger(count);
    if (!isRight) throw new InvalidValueError(`duration.${name}`, count, "give a whole number");
    if (count !== 0) signs.add(Math.sign(count));
  }
  if (signs.size > 1) {
    throw new InvalidValueError("duration", duration, "give all its parts the same sign");
  }
}
