import type { Clock } from "@ven/core";

/** Where readings come from. */
export interface KindOfReadings {
  /** Whether they are of a tick: then they are the newest, and what is older is backlog. */
  readonly isTick: boolean;
  /** Whether they are backlog themselves. @defaultValue false */
  readonly isPast?: boolean | undefined;
}

/**
 * Which readings are live: those of the last tick, which go first and at any pace. What is older is
 * backlog.
 */
export class LiveHorizon {
  readonly #clock: Clock;
  #liveFromMs = Number.POSITIVE_INFINITY;
  #heldFromMs = Number.POSITIVE_INFINITY;
  #isHeld = false;
  #isHeldByTick = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Readings of this instant and later are live, epoch ms. */
  get liveFromMs(): number {
    return this.#liveFromMs;
  }

  /** Readings of this instant and later are held back, epoch ms; `Infinity` if none are. */
  get heldFromMs(): number {
    return this.#heldFromMs;
  }

  /** Whether live readings are held back. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /**
   * Holds readings back that are about to be kept; further ones may join them.
   *
   * A tick moves the horizon wherever its meters' clock is. Readings from elsewhere may be of the past:
   * they move it forwards only, and not behind now; those that are said to be past leave it alone.
   *
   * @param fromMs - the first instant of them; `Infinity` if there are none
   */
  hold(fromMs: number, { isTick, isPast = false }: KindOfReadings): void {
    const isFirst = isTick ? !this.#isHeldByTick : !this.#isHeld;
    if (isFirst && !isPast && fromMs < Number.POSITIVE_INFINITY) {
      this.#liveFromMs = isTick ? fromMs : this.#forwardsTo(fromMs);
      this.#isHeldByTick ||= isTick;
    }
    this.#isHeld = true;
    this.#heldFromMs = Math.min(this.#heldFromMs, fromMs);
  }

  /** Holds nothing back any more. */
  release(): void {
    this.#isHeld = false;
    this.#isHeldByTick = false;
    this.#heldFromMs = Number.POSITIVE_INFINITY;
  }

  #forwardsTo(fromMs: number): number {
    if (this.#liveFromMs === Number.POSITIVE_INFINITY) return fromMs;
    return Math.max(this.#liveFromMs, Math.min(fromMs, this.#clock.now()));
  }
}
