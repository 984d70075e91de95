/** Longest pause before the first retry, ms; doubled before each later one. */
const FIRST_MS = 500;
/** Longest pause, ms. */
const LONGEST_MS = 10_000;

/**
 * How long to wait before a retry, ms: uniform between 0 and a bound that doubles ("full jitter"),
 * or what the VTN asks for and up to a tenth more, so that a fleet does not come back all at once.
 *
 * @param retry - 1 for the first retry
 * @param retryAfterMs - what the VTN asks for, if it does
 * @param random - uniform in [0, 1)
 */
export function retryDelay(
  retry: number,
  retryAfterMs: number | undefined,
  random: () => number,
): number {
  if (retryAfterMs !== undefined) {
    return retryAfterMs + random() * Math.max(FIRST_MS, retryAfterMs / 10);
  }
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (retry - 1));
}
