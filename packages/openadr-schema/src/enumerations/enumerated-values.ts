import type { Unit } from "./units.ts";

/** What values a type of the enumerations takes. */
export interface ValueRule {
  /** `any`: a number, text, boolean or point, as the program says. */
  readonly type: "number" | "integer" | "text" | "boolean" | "point" | "any";
  /** Smallest and largest number. */
  readonly min?: number;
  readonly max?: number;
  /** Fewest and most characters of a text. */
  readonly minLength?: number;
  readonly maxLength?: number;
  /** The only texts there are. */
  readonly options?: readonly string[];
  /** Fewest and most values; without the second there is no limit. @defaultValue [1, 1] */
  readonly count?: readonly [fewest: number, most?: number];
}

/** A type of the enumerations whose values stand in a `valuesMap`. */
export interface EnumeratedValues {
  /** What the values say. */
  readonly meaning: string;
  /** Units that go with it; left out where it has none or the payload descriptor alone tells. */
  readonly units?: readonly Unit[];
  readonly values: ValueRule;
  /** The version that brought it, unless 3.0.1 had it. */
  readonly since?: "3.1.0";
}

/** A name of the enumerations that carries no values. */
export interface EnumeratedName {
  readonly meaning: string;
  /** The version that brought it, unless 3.0.1 had it. */
  readonly since?: "3.1.0";
}

/** Fewest and most values that a rule takes. */
export function valueCount(rule: ValueRule): { readonly fewest: number; readonly most: number } {
  const [fewest, most] = rule.count ?? [1, 1];
  return { fewest, most: most ?? Infinity };
}
