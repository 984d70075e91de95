import { type Clock, InvalidValueError, sleep } from "@ven/core";

/** Limits of {@link SendSlots}. */
export interface SendSlotsOptions {
  /** Most sends under way at once; 1 to 1_000. */
  readonly concurrency: number;
  /** Most sends started per second, evenly spaced; above 0. Unlimited if left out. */
  readonly maxPerSecond?: number;
  readonly clock: Clock;
}

/** Lets a bounded number of sends run at once, and start no faster than a rate. First come, first served. */
export class SendSlots {
  readonly #clock: Clock;
  readonly #spacingMs: number;
  #free: number;
  #nextStartMs = Number.NEGATIVE_INFINITY;
  readonly #waiting: (() => void)[] = [];

  /** @throws {InvalidValueError} if a limit is out of its range */
  constructor(options: SendSlotsOptions) {
    const { concurrency, maxPerSecond, clock } = options;
    if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 1_000) {
      throw new InvalidValueError("concurrency", concurrency, "give a whole number from 1 to 1000");
    }
    if (maxPerSecond !== undefined && !(maxPerSecond > 0)) {
      throw new InvalidValueError("maxReportsPerSecond", maxPerSecond, "give a number above 0");
    }
    this.#free = concurrency;
    this.#spacingMs = maxPerSecond === undefined ? 0 : 1_000 / maxPerSecond;
    this.#clock = clock;
  }

  /**
   * Runs a send when a slot is free.
   *
   * @returns when the send has *started*; its own outcome goes to `done`
   * @throws the signal's reason, if it is aborted while waiting for the rate
   */
  async start(
    send: () => Promise<void>,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<{ readonly done: Promise<void> }> {
    await this.#takeSlot();
    try {
      await this.#pace(options);
    } catch (error) {
      this.#giveBack();
      throw error;
    }
    return { done: send().finally(() => this.#giveBack()) };
  }

  async #takeSlot(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #giveBack(): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#free += 1;
    else next();
  }

  async #pace(options: { readonly signal?: AbortSignal }): Promise<void> {
    options.signal?.throwIfAborted();
    if (this.#spacingMs === 0) return;
    const nowMs = this.#clock.monotonic();
    const startMs = Math.max(nowMs, this.#nextStartMs);
    this.#nextStartMs = startMs + this.#spacingMs;
    if (startMs > nowMs) await sleep(this.#clock, startMs - nowMs, options);
  }
}
