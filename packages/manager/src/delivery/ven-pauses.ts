import type { Clock } from "@ven/core";

/** What {@link VenPauses} go by. */
export interface VenPausesOptions {
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly retryFirstMs: number;
  readonly retryLongestMs: number;
}

interface Pause {
  readonly count: number;
  readonly untilMs: number;
}

/** How long VENs are left alone that the VTN refuses: random waits whose bound doubles. */
export class VenPauses {
  readonly #options: VenPausesOptions;
  readonly #pauses = new Map<string, Pause>();

  constructor(options: VenPausesOptions) {
    this.#options = options;
  }

  /** How long a VEN is left alone, ms. */
  waitMsOf(venId: string): number {
    const pause = this.#pauses.get(venId);
    return pause === undefined ? 0 : Math.max(0, pause.untilMs - this.#options.clock.monotonic());
  }

  /** Leaves a VEN alone, longer than the last time; one that is left alone already, no longer. */
  begin(venId: string): void {
    if (this.waitMsOf(venId) > 0) return;
    const { clock, random, retryFirstMs, retryLongestMs } = this.#options;
    const { count } = this.#pauses.get(venId) ?? { count: 0 };
    const boundMs = Math.min(retryLongestMs, retryFirstMs * 2 ** Math.min(count, 40));
    const untilMs = clock.monotonic() + random() * boundMs;
    this.#pauses.set(venId, { count: count + 1, untilMs });
  }

  /** It is refused no more. */
  end(venId: string): void {
    this.#pauses.delete(venId);
  }
}
