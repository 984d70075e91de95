import type { Cancel, Clock } from "@ven/core";
import { Bag, type Place } from "./bag.ts";
import type { NetworkFailure } from "./network-failure.ts";
import type { OngoingCall } from "./ongoing-call.ts";

/** The calls that go on at one host, and the one timer that ends those which take too long. */
export class OngoingCalls {
  readonly #clock: Clock;
  readonly #calls = new Bag<OngoingCall>();
  readonly #whenEmpty: (() => void)[] = [];
  #cancelTimer: Cancel | undefined;
  #wakeAtMs = Number.POSITIVE_INFINITY;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  add(call: OngoingCall): Place<OngoingCall> {
    return this.#calls.add(call);
  }

  remove(place: Place<OngoingCall>): void {
    this.#calls.remove(place);
    if (this.#calls.size > 0) return;
    // A timer that nobody needs would keep the process alive.
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    this.#wakeAtMs = Number.POSITIVE_INFINITY;
    for (const resolve of this.#whenEmpty.splice(0)) resolve();
  }

  /** Monotonic milliseconds. */
  now(): number {
    return this.#clock.monotonic();
  }

  /** Sees to it that a call whose time is over at this instant is told so. */
  wakeBy(dueAtMs: number): void {
    if (dueAtMs < this.#wakeAtMs) this.#arm(dueAtMs);
  }

  /** Ends every call, and waits until all have told their callers. */
  async endAll(failureOf: (call: OngoingCall) => NetworkFailure): Promise<void> {
    if (this.#calls.size === 0) return;
    const empty = new Promise<void>((resolve) => this.#whenEmpty.push(resolve));
    for (const call of this.#calls.items) call.end(failureOf(call));
    await empty;
  }

  #arm(dueAtMs: number): void {
    this.#cancelTimer?.();
    this.#wakeAtMs = dueAtMs;
    this.#cancelTimer = this.#clock.after(Math.max(0, dueAtMs - this.now()), this.#wake);
  }

  readonly #wake = (): void => {
    const nowMs = this.now();
    this.#cancelTimer = undefined;
    this.#wakeAtMs = Number.POSITIVE_INFINITY;
    let nextMs = Number.POSITIVE_INFINITY;
    for (const call of this.#calls.items) {
      if (call.dueAtMs <= nowMs) call.expire();
      else nextMs = Math.min(nextMs, call.dueAtMs);
    }
    if (nextMs < Number.POSITIVE_INFINITY) this.wakeBy(nextMs);
  };
}
