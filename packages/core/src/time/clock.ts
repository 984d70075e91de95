/** Takes back something that was to happen later; harmless when it has happened. */
export type Cancel = () => void;

/** The one way to learn the time and to wait, so that tests can own both. */
export interface Clock {
  /** Wall time, epoch milliseconds; may jump. */
  now(): number;
  /** Milliseconds since some fixed instant; never goes back. */
  monotonic(): number;
  /**
   * Calls back once, after a delay.
   *
   * @param delayMs - 0 to 2_147_483_647
   */
  after(delayMs: number, callback: () => void): Cancel;
}
