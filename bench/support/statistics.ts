/** The middle value; the mean of the two middle ones of an even number. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  if (sorted.length % 2 === 1) return upper;
  return ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Largest minus smallest, in percent of the median, to one decimal. */
export function spreadPercent(values: readonly number[]): number {
  const range = Math.max(...values) - Math.min(...values);
  const middle = median(values);
  return middle === 0 ? 0 : Math.round((range / Math.abs(middle)) * 1_000) / 10;
}
