/** So many refusals of the same readings, which might have passed, are for good. */
const MOST_STRIKES = 5;
/** Most readings that are remembered. */
const MOST_KEPT = 10_000;

/**
 * How often readings were refused in a way that may pass, such as by a VTN that does not know their VEN
 * yet. Attempts do not tell: most of them may have met a VTN that was down.
 */
export class Strikes {
  /** By the key of the first entry, the longest unused first. */
  readonly #counts = new Map<string, number>();

  /** Counts a refusal. Returns whether it is for good. */
  add(key: string): boolean {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.delete(key);
    this.#counts.set(key, count);
    if (this.#counts.size > MOST_KEPT) {
      const [oldest] = this.#counts.keys();
      if (oldest !== undefined) this.#counts.delete(oldest);
    }
    return count >= MOST_STRIKES;
  }

  /** How many were counted. */
  countOf(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  /** They were taken, or are done with. */
  forget(key: string): void {
    this.#counts.delete(key);
  }
}
