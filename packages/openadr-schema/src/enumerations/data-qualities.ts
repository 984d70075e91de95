/**
 * What a `DATA_QUALITY` payload can say of the other payload in its interval.
 * OpenADR 3.1.0 Definition, "Data Quality Enumerations" (as in 3.0.1).
 */
export const DATA_QUALITIES = {
  OK: { meaning: "Nothing speaks against the value." },
  MISSING: { meaning: "There is no value for this interval." },
  ESTIMATED: { meaning: "Estimated from other data, such as neighbouring intervals." },
  BAD: { meaning: "There is a value, but it is wrong or may well be." },
} as const;

/** A name of {@link DATA_QUALITIES}. */
export type DataQuality = keyof typeof DATA_QUALITIES;
