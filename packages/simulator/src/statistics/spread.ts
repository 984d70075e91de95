/** Mean of the values that are known; `NaN` if none is. */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}

/** The highest of the values that are known; `NaN` if none is. */
export function peakOf(values: Float64Array): number {
  let peak = Number.NaN;
  for (const value of values) if (!(value <= peak) && !Number.isNaN(value)) peak = value;
  return peak;
}

/** Standard deviation of the values that are known, over their mean. */
export function variationOf(values: Float64Array): number {
  const mean = meanOf(values);
  let squares = 0;
  let count = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    squares += (value - mean) ** 2;
    count += 1;
  }
  return Math.sqrt(squares / count) / mean;
}

/** Mean over peak: 1 is flat. */
export function loadFactorOf(values: Float64Array): number {
  return meanOf(values) / peakOf(values);
}

/**
 * Quantiles of the values that are known, linear between neighbours.
 *
 * @param shares - 0 to 1
 */
export function quantilesOf(values: Float64Array, shares: readonly number[]): readonly number[] {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return shares.map((share) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const low = sorted[below] ?? Number.NaN;
    const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? Number.NaN;
    return low + (high - low) * (place - below);
  });
}

/** The value that half of the known ones are below. */
export function medianOf(values: readonly number[] | Float64Array): number {
  return quantilesOf(Float64Array.from(values), [0.5])[0] ?? Number.NaN;
}
