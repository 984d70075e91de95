/** How many retries may come at once. */
const MOST = 20;
/** How much of a retry each request that succeeds earns. */
const EARNED = 0.1;

/**
 * Bounds the retries at one host to a tenth of what succeeds, after a first 20: when everything
 * fails, retries must not multiply the load.
 */
export class RetryBudget {
  #balance = MOST;

  /** Takes one retry, if there is one left. */
  take(): boolean {
    if (this.#balance < 1) return false;
    this.#balance -= 1;
    return true;
  }

  /** Counts a request that succeeded, be it at the first try or a later one. */
  earn(): void {
    if (this.#balance < MOST) this.#balance = Math.min(MOST, this.#balance + EARNED);
  }
}
