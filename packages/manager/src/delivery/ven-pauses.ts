import type { Clock } from "@ven/core";

/** What {@link VenPauses} go by. */
export interface VenPausesOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly retryFirstMs: number;
  readonly retryLongestMs: number;
}

/** For how long a VEN is left alone, and why. */
export interface VenPause {
  readonly waitMs: number;
  readonly reason: string;
}

interface Pause {
  readonly count: number;
  readonly reason: string;
  readonly untilMs: number;
}

/** How long VENs are left alone that the VTN refuses: random waits whose bound doubles. */
export class VenPauses {
  readonly #options: VenPausesOptions;
  readonly #pauses = new Map<string, Pause>();

  constructor(options: VenPausesOptions) {
    this.#options = options;
  }

  /** `undefined` unless a VEN is left alone now. */
  of(venId: string): VenPause | undefined {
    const pause = this.#pauses.get(venId);
    if (pause === undefined) return undefined;
    const waitMs = pause.untilMs - this.#options.clock.monotonic();
    return waitMs > 0 ? { waitMs, reason: pause.reason } : undefined;
  }

  /** Leaves a VEN alone, longer than the last time; one that is left alone already, no longer. */
  begin(venId: string, reason: string): void {
    if (this.of(venId) !== undefined) return;
    const { clock, random, retryFirstMs, retryLongestMs } = this.#options;
    const { count } = this.#pauses.get(venId) ?? { count: 0 };
    const boundMs = Math.min(retryLongestMs, retryFirstMs * 2 ** Math.min(count, 40));
    const untilMs = clock.monotonic() + random() * boundMs;
    this.#pauses.set(venId, { count: count + 1, reason, untilMs });
  }

  /** Lets a VEN be tried now; if it is refused again, its next pause is longer all the same. */
  cutShort(venId: string): void {
    const pause = this.#pauses.get(venId);
    if (pause !== undefined)
      this.#pauses.set(venId, { ...pause, untilMs: Number.NEGATIVE_INFINITY });
  }

  /** It is refused no more. */
  end(venId: string): void {
    this.#pauses.delete(venId);
  }
}
