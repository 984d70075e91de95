import type { Cancel, Clock } from "@ven/core";
import type { OngoingCall, Stoppable } from "../http/ongoing-call.ts";

/** How busy a host may be kept. */
export interface SendLaneOptions {
  readonly clock: Clock;
  /** Most calls at once, 1 or more. */
  readonly maxUnderWay: number;
  /** Most starts per second, evenly spaced. @defaultValue no limit */
  readonly maxPerSecond?: number | undefined;
}

/** Bounds how many calls are under way at one host, and how fast they start: first come, first served. */
export class SendLane {
  readonly #clock: Clock;
  readonly #maxUnderWay: number;
  readonly #gapMs: number;
  #waiting: Place[] = [];
  /** Where in `#waiting` the queue begins: what is before it has gone. */
  #head = 0;
  #underWayCount = 0;
  #nextStartAtMs = Number.NEGATIVE_INFINITY;
  #cancelTimer: Cancel | undefined;

  constructor(options: SendLaneOptions) {
    this.#clock = options.clock;
    this.#maxUnderWay = options.maxUnderWay;
    this.#gapMs = options.maxPerSecond === undefined ? 0 : 1_000 / options.maxPerSecond;
  }

  /** Takes a turn if there is one free and nobody waits; then {@link leave} gives it back. */
  tryEnter(): boolean {
    if (this.#underWayCount >= this.#maxUnderWay || this.#hasWaiting) return false;
    if (this.#gapMs > 0 && this.#clock.monotonic() < this.#nextStartAtMs) return false;
    this.#start();
    return true;
  }

  /**
   * Waits for a turn.
   *
   * @returns whether there is one; `false` if the call was ended while it waited
   */
  enter(call: OngoingCall): Promise<boolean> {
    return new Promise((resolve) => {
      const place = new Place(resolve, this.#letIn);
      this.#waiting.push(place);
      call.during(place);
      this.#letIn();
    });
  }

  /** Gives a turn back. */
  leave(): void {
    this.#underWayCount -= 1;
    if (this.#hasWaiting) this.#letIn();
  }

  get #hasWaiting(): boolean {
    return this.#head < this.#waiting.length;
  }

  #start(): void {
    this.#underWayCount += 1;
    if (this.#gapMs === 0) return;
    this.#nextStartAtMs = Math.max(this.#nextStartAtMs, this.#clock.monotonic()) + this.#gapMs;
  }

  readonly #letIn = (): void => {
    while (this.#underWayCount < this.#maxUnderWay) {
      const place = this.#skipGone();
      if (place === undefined) return;
      const waitMs = this.#gapMs === 0 ? 0 : this.#nextStartAtMs - this.#clock.monotonic();
      if (waitMs > 0) {
        this.#cancelTimer ??= this.#clock.after(waitMs, this.#onTimer);
        return;
      }
      this.#head += 1;
      this.#start();
      place.enter();
    }
  };

  readonly #onTimer = (): void => {
    this.#cancelTimer = undefined;
    this.#letIn();
  };

  /** The first that still waits; without one, the queue and its timer are given up. */
  #skipGone(): Place | undefined {
    while (this.#hasWaiting) {
      const place = this.#waiting[this.#head];
      if (place?.isGone === false) {
        if (this.#head > 1_000) this.#forgetGone();
        return place;
      }
      this.#head += 1;
    }
    this.#forgetGone();
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    return undefined;
  }

  #forgetGone(): void {
    this.#waiting = this.#waiting.slice(this.#head);
    this.#head = 0;
  }
}

/** One call's place in the queue. */
class Place implements Stoppable {
  readonly #resolve: (isIn: boolean) => void;
  readonly #onGone: () => void;
  #isGone = false;

  constructor(resolve: (isIn: boolean) => void, onGone: () => void) {
    this.#resolve = resolve;
    this.#onGone = onGone;
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  enter(): void {
    this.#isGone = true;
    this.#resolve(true);
  }

  stop(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#resolve(false);
    this.#onGone();
  }
}
