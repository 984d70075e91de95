import { checkRange } from "./check-range.ts";

/** How long the parts of one request may take. */
export interface TimeLimitOptions {
  /** Longest wait for a connection, TLS included, ms; 1 to 600_000. @defaultValue 10_000 */
  readonly connectTimeoutMs?: number;
  /**
   * Longest wait from a request that is sent to the head of its answer, ms; 1 to 600_000.
   *
   * @defaultValue totalTimeoutMs
   */
  readonly headersTimeoutMs?: number;
  /** Longest pause between two parts of an answer's body, ms; 1 to 600_000. @defaultValue 15_000 */
  readonly idleTimeoutMs?: number;
  /**
   * Longest time from a request's turn to the last byte of its answer, with its retries and the
   * pauses between them, ms; 1 to 600_000. @defaultValue 30_000
   */
  readonly totalTimeoutMs?: number;
}

/** {@link TimeLimitOptions}, checked and complete. */
export type TimeLimits = Required<TimeLimitOptions>;

/** @throws {InvalidValueError} if a limit is out of its range */
export function checkTimeLimits(options: TimeLimitOptions): TimeLimits {
  const { connectTimeoutMs = 10_000, idleTimeoutMs = 15_000, totalTimeoutMs = 30_000 } = options;
  const { headersTimeoutMs = totalTimeoutMs } = options;
  const range = { least: 1, most: 600_000 };
  // The total first, as the others follow it.
  const total = checkRange("totalTimeoutMs", totalTimeoutMs, range);
  return {
    connectTimeoutMs: checkRange("connectTimeoutMs", connectTimeoutMs, range),
    headersTimeoutMs: checkRange("headersTimeoutMs", headersTimeoutMs, range),
    idleTimeoutMs: checkRange("idleTimeoutMs", idleTimeoutMs, range),
    totalTimeoutMs: total,
  };
}
