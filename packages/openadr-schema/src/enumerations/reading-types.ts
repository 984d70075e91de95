/**
 * How the values of a report were obtained; `DIRECT_READ` where a descriptor is silent. Private ones
 * are allowed. OpenADR 3.1.0 Definition, "Reading Type Enumerations" (as in 3.0.1).
 */
export const READING_TYPES = {
  DIRECT_READ: { meaning: "Measured at the resource." },
  ESTIMATED: { meaning: "Estimated from other data, for want of a measurement." },
  SUMMED: { meaning: "The sum over several sources." },
  MEAN: { meaning: "The mean of what was measured in the interval." },
  PEAK: { meaning: "The highest that was measured in the interval." },
  FORECAST: { meaning: "Expected; neither measured nor estimated from what happened." },
  AVERAGE: { meaning: "The average of what was measured in the interval." },
} as const;

/** A name of {@link READING_TYPES}. */
export type ReadingType = keyof typeof READING_TYPES;
