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

/** Longest wait before a look: the VTN is not to blame for what is unknown, so it is soon decided. */
const LONGEST_LOOK_WAIT_MS = 30_000;

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
    const longestMs = Math.max(lookAfterMs, Math.min(retryLongestMs, LONGEST_LOOK_WAIT_MS));
    const waitMs = Math.min(longestMs, lookAfterMs * growth(attempts));
    return Math.ceil(clock.now() + Math.max(retryAfterMs, waitMs * (1 + random() / 4)));
  }
}

function growth(attempts: number): number {
  return 2 ** Math.min(Math.max(0, attempts - 1), 40);
}
