/** Pearson's correlation of two rows, over the places where both are known. */
export function correlationOf(one: Float64Array, other: Float64Array): number {
  let count = 0;
  let sumX = 0;
  let sumY = 0;
  let sumXx = 0;
  let sumYy = 0;
  let sumXy = 0;
  const length = Math.min(one.length, other.length);
  for (let at = 0; at < length; at += 1) {
    const x = one[at] ?? Number.NaN;
    const y = other[at] ?? Number.NaN;
    const product = x * y;
    if (Number.isNaN(product)) continue;
    count += 1;
    sumX += x;
    sumY += y;
    sumXx += x * x;
    sumYy += y * y;
    sumXy += product;
  }
  const spreadX = sumXx - (sumX * sumX) / count;
  const spreadY = sumYy - (sumY * sumY) / count;
  return (sumXy - (sumX * sumY) / count) / Math.sqrt(spreadX * spreadY);
}

/** Correlation of a row with itself so many places later. */
export function autocorrelationOf(values: Float64Array, lag: number): number {
  return correlationOf(values.subarray(0, values.length - lag), values.subarray(lag));
}
