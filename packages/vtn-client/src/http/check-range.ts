import { InvalidValueError } from "@ven/core";

/**
 * Checks a number that a caller gave; a text is none, also if it spells one.
 *
 * @throws {InvalidValueError} if it is outside its range, or no whole number where one is asked for
 */
export function checkRange(
  name: string,
  value: number,
  range: { readonly least: number; readonly most: number; readonly whole?: boolean },
): number {
  const { least, most, whole = false } = range;
  const isInRange = typeof value === "number" && value >= least && value <= most;
  if (isInRange && (!whole || Number.isInteger(value))) return value;
  const kind = whole ? "a whole number from " : "";
  throw new InvalidValueError(name, value, `give ${kind}${least} to ${most}`);
}
