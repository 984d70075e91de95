import type { ValueRule } from "../enumerations/enumerated-values.ts";
import type { OpenAdrVersion } from "../openadr-version.ts";

/** Where a number may lie. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

/**
 * Where the numbers of a payload may lie, by its type, units and version; `checkPayloadValues` says
 * why `PERCENT` is not what it seems.
 */
export function numberRange(
  type: string,
  rule: ValueRule,
  units: string | undefined,
  version: OpenAdrVersion,
): NumberRange {
  const min = rule.min ?? -Infinity;
  const max = rule.max ?? Infinity;
  if (type === "STORAGE_CHARGE_LEVEL") {
    if (units !== undefined && units !== "PERCENT") return { min, max: Infinity };
    return { min, max: version === "3.0.1" ? 100 : max };
  }
  if (units !== "PERCENT" || version === "3.0.1") return { min, max };
  return { min: Math.max(min, -1), max: Math.min(max, 1) };
}

/** The rule in words. */
export function rangeText({ min, max }: NumberRange): string {
  if (max === Infinity) return `${min} or more`;
  return min === -Infinity ? `${max} or less` : `${min} to ${max}`;
}
