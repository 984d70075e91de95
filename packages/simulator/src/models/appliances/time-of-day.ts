/** Quantiles that are kept of each curve. */
const STEPS = 192;

/** What kind of day it is for a home: people work elsewhere, or are in, or have it off. */
export const HOME_DAYS = ["out", "in", "off"] as const;

/** Position in {@link HOME_DAYS}. */
export type HomeDayKind = 0 | 1 | 2;

/** At what time of a day something is begun: how often in each hour, on each kind of day. */
export type TimeOfDay = readonly [Float64Array, Float64Array, Float64Array];

/**
 * Makes a {@link TimeOfDay}.
 *
 * @param weights - of each of 24 hours, for each of {@link HOME_DAYS}
 */
export function timeOfDay(
  out: readonly number[],
  inside: readonly number[],
  off: readonly number[],
): TimeOfDay {
  return [quantilesOf(out), quantilesOf(inside), quantilesOf(off)];
}

/**
 * The time before which a share of all uses begins: s since 00:00.
 *
 * @param share - 0 to 1
 */
export function wallAtShare(times: TimeOfDay, kind: HomeDayKind, share: number): number {
  const quantiles = times[kind];
  const place = share * STEPS;
  const below = place >= STEPS ? STEPS - 1 : Math.floor(place);
  const low = quantiles[below] ?? 0;
  return low + ((quantiles[below + 1] ?? 0) - low) * (place - below);
}

function quantilesOf(weights: readonly number[]): Float64Array {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const quantiles = new Float64Array(STEPS + 1).fill(86_400);
  let hour = 0;
  let before = 0;
  for (let step = 0; step <= STEPS; step += 1) {
    const wanted = (step / STEPS) * total;
    while (hour < 23 && before + (weights[hour] ?? 0) < wanted) {
      before += weights[hour] ?? 0;
      hour += 1;
    }
    const weight = weights[hour] ?? 0;
    const part = weight > 0 ? Math.min(1, (wanted - before) / weight) : 0;
    quantiles[step] = 3_600 * (hour + part);
  }
  return quantiles;
}
