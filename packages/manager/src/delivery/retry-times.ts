import type { Clock } from "@ven/core";

/** What {@link RetryTimes} goes by. */
export interface RetryTimesOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly retryFirstMs: number;
  readonly retryLongestMs: number;
  readonly lookAfterMs: number;
}

/** When to try again; waits grow with every attempt. */
export class RetryTimes {
  readonly #options: RetryTimesOptions;

  constructor(options: RetryTimesOptions) {
    this.#options = options;
  }

  /** What may be sent again at once, epoch ms. */
  nowMs(): number {
    return Math.ceil(this.#options.clock.now());
  }

  /** For what failed by itself, epoch ms: a random wait whose bound doubles ("full jitter"). */
  retryAtMs(attempts: number): number {
    const { clock, random, retryFirstMs, retryLongestMs } = this.#options;
    const boundMs = Math.min(retryLongestMs, retryFirstMs * growth(attempts));
    return Math.ceil(clock.now() + random() * boundMs);
  }

  /** For what may have arrived, epoch ms: never before the VTN had time to store it. */
  lookAtMs(attempts: number, retryAfterMs: number): number {
    const { clock, random, lookAfterMs, retryLongestMs } = this.#options;
    const waitMs = Math.min(Math.max(lookAfterMs, retryLongestMs), lookAfterMs * growth(attempts));
    return Math.ceil(clock.now() + Math.max(retryAfterMs, waitMs * (1 + random() / 4)));
  }
}

function growth(attempts: number): number {
  return 2 ** Math.min(Math.max(0, attempts - 1), 40);
}
