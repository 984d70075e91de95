import { type Clock, sleep } from "@ven/core";

/** Lets so many a second through, evenly spaced. */
export class Pacer {
  readonly #clock: Clock;
  readonly #gapMs: number;
  #nextAtMs = Number.NEGATIVE_INFINITY;

  /** @param perSecond - above 0 */
  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock;
    this.#gapMs = 1_000 / perSecond;
  }

  /** How long until the next may go, ms. */
  get waitMs(): number {
    return Math.max(0, this.#nextAtMs - this.#clock.monotonic());
  }

  /** Waits for its turn. */
  async turn(options: { readonly signal?: AbortSignal } = {}): Promise<void> {
    const nowMs = this.#clock.monotonic();
    const turnAtMs = Math.max(nowMs, this.#nextAtMs);
    this.#nextAtMs = turnAtMs + this.#gapMs;
    if (turnAtMs > nowMs) await sleep(this.#clock, turnAtMs - nowMs, options);
  }
}
