import type { Cancel, Clock } from "../time/clock.ts";

declare function setImmediate(callback: () => void): unknown;

interface Timer {
  readonly dueAtMs: number;
  readonly order: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class ManualClock implements Clock {
  #nowAtMs: number;
  #monotonicMs = 0;
  #order = 0;
  readonly #timers = new Set<Timer>();

  /** @param startAtMs - epoch milliseconds. @defaultValue 2025-01-16T14:00:00Z */
  constructor(startAtMs: number = Date.UTC(2025, 0, 16, 14)) {
    this.#nowAtMs = startAtMs;
  }

  now(): number {
    return this.#nowAtMs;
  }

  monotonic(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, callback: () => void): Cancel {
    this.#order += 1;
    const timer = { dueAtMs: this.#monotonicMs + delayMs, order: this.#order, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many callbacks are waiting. */
  get pendingTimerCount(): number {
    return this.#timers.size;
  }

  /** Moves time on, calling back whatever falls due on the way, in order, each at its own instant. */
  async advance(durationMs: number): Promise<void> {
    const untilMs = this.#monotonicMs + durationMs;
    await settle();
    for (let timer = this.#nextDue(untilMs); timer; timer = this.#nextDue(untilMs)) {
      this.#timers.delete(timer);
      this.#moveTo(Math.max(this.#monotonicMs, timer.dueAtMs));
      timer.callback();
      await settle();
    }
    this.#moveTo(untilMs);
  }

  /**
   * Moves time on at once, then calls back everything that fell due: a process that was blocked
   * or a machine that slept.
   */
  async block(durationMs: number): Promise<void> {
    this.#moveTo(this.#monotonicMs + durationMs);
    await this.advance(0);
  }

  /** Sets the wall clock alone, as an NTP correction does; timers do not notice. */
  setWallTime(nowAtMs: number): void {
    this.#nowAtMs = nowAtMs;
  }

  #moveTo(monotonicMs: number): void {
    this.#nowAtMs += monotonicMs - this.#monotonicMs;
    this.#monotonicMs = monotonicMs;
  }

  #nextDue(untilMs: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.dueAtMs > untilMs) continue;
      if (next === undefined || isBefore(timer, next)) next = timer;
    }
    return next;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.dueAtMs < b.dueAtMs || (a.dueAtMs === b.dueAtMs && a.order < b.order);
}

/** Lets promise chains that are ready run to their next wait. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) {
    await new Promise<void>((resolve) => setImmediate(resolve));
  }
}
