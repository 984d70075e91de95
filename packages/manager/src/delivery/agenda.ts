import { DueTimes } from "./due-times.ts";

/** Knows when it is worth looking into the outbox: after something was written, or fell due. */
export class Agenda {
  readonly #pendingTimes = new DueTimes();
  readonly #intentTimes = new DueTimes();
  #mayHavePending = true;
  #mayHaveIntents = true;

  /** When something falls due that is known of, epoch ms. */
  get nextAtMs(): number {
    return Math.min(this.#pendingTimes.firstAtMs, this.#intentTimes.firstAtMs);
  }

  /** Says that entries may be pending now. */
  expectPending(): void {
    this.#mayHavePending = true;
  }

  /** Says that anything may have happened, as somebody else may write too. */
  expectAll(): void {
    this.#mayHavePending = true;
    this.#mayHaveIntents = true;
  }

  addPending(atMs: number): void {
    this.#pendingTimes.add(atMs);
  }

  addIntent(atMs: number): void {
    this.#intentTimes.add(atMs);
  }

  /** Whether to look for entries that are pending. */
  isPendingDue(nowMs: number): boolean {
    if (this.#pendingTimes.take(nowMs)) this.#mayHavePending = true;
    return this.#mayHavePending;
  }

  /** Whether to look for shipments of unknown fate. */
  areIntentsDue(nowMs: number): boolean {
    if (this.#intentTimes.take(nowMs)) this.#mayHaveIntents = true;
    return this.#mayHaveIntents;
  }

  /** Says that no more is pending. */
  sawAllPending(): void {
    this.#mayHavePending = false;
  }

  /** Says that there are no more shipments of unknown fate. */
  sawAllIntents(): void {
    this.#mayHaveIntents = false;
  }
}
