/** The figures by which simulated homes are compared with measured ones. */
export type RealismName =
  | "loadFactor"
  | "loadFactorLow"
  | "loadFactorHigh"
  | "loadFactorHourly"
  | "coincidenceOf2"
  | "coincidenceOf5"
  | "coincidenceOf10"
  | "peakPerHomeKw"
  | "nextStepCorrelation"
  | "nextHourCorrelation"
  | "nextStepCorrelationOf10"
  | "nextDayCorrelation"
  | "variation"
  | "highOverMean"
  | "lowOverMean"
  | "eveningOverMean"
  | "nightOverMean"
  | "pairCorrelation"
  | "dailyCorrelation"
  | "dailyVariation"
  | "shapeError";

/** Where a figure of real homes lies. */
export interface RealismTarget {
  readonly name: RealismName;
  /** Position in the list of acceptance metrics, 1 to 12. */
  readonly metric: number;
  readonly about: string;
  /** How many homes it takes to tell. */
  readonly homes: number;
  readonly low: number;
  readonly high: number;
}

const target = (
  metric: number,
  name: RealismName,
  about: string,
  low: number,
  high: number,
  homes = 1,
): RealismTarget => ({ name, metric, about, homes, low, high });

/** Ranges from measured homes (Smart Grid Smart City, Fontana), trials (CLNR, Low Carbon London) and BDEW H0. */
export const REALISM_TARGETS: readonly RealismTarget[] = [
  target(1, "loadFactor", "load factor of a home, 30 min, median", 0.04, 0.12),
  target(1, "loadFactorLow", "the same, lowest tenth", 0.03, 0.2),
  target(1, "loadFactorHigh", "the same, highest tenth", 0.03, 0.2),
  target(1, "loadFactorHourly", "load factor of a home, 60 min, median", 0.06, 0.2),
  target(2, "coincidenceOf2", "coincidence of 2 homes", 0.66, 0.76, 2),
  target(2, "coincidenceOf5", "coincidence of 5 homes", 0.4, 0.6, 5),
  target(2, "coincidenceOf10", "coincidence of 10 homes", 0.3, 0.52, 10),
  target(3, "peakPerHomeKw", "peak of 100 homes, kW each", 0.5, 1.8),
  target(4, "nextStepCorrelation", "correlation with 30 min later, median", 0.4, 0.7),
  target(4, "nextHourCorrelation", "hourly means: with an hour later, median", 0.4, 0.75),
  target(5, "nextStepCorrelationOf10", "10 homes: with 30 min later", 0.6, 0.9, 10),
  target(6, "nextDayCorrelation", "correlation with a day later, median", 0.1, 0.55),
  target(7, "variation", "deviation over mean, median", 0.8, 1.6),
  target(8, "highOverMean", "99th percentile over mean, median", 3.3, 9),
  target(8, "lowOverMean", "5th percentile over mean, median", 0.05, 0.35),
  target(9, "eveningOverMean", "winter workday 17-21 h over mean", 1.2, 1.75),
  target(9, "nightOverMean", "winter workday 1-5 h over mean", 0.36, 0.7),
  target(10, "pairCorrelation", "correlation of two homes, median", 0.02, 0.35, 2),
  target(11, "dailyCorrelation", "daily energy: with a day later, median", 0.4, 0.85),
  target(11, "dailyVariation", "daily energy: deviation over mean, median", 0.25, 0.6),
  target(12, "shapeError", "winter workday: hourly shape against H0, RMSE", 0, 0.12),
];
