import type { KeyedRandom, TextKey } from "@ven/core";

/**
 * Noise that can be looked up at any instant: keyed random knots on a time grid, blended smoothly.
 *
 * The two knots around the last instant are kept, which saves draws and never changes a value.
 */
export class ValueNoise {
  readonly #random: KeyedRandom;
  readonly #key: TextKey;
  readonly #stream: number;
  readonly #spacingMs: number;
  #slot: number = Number.NaN;
  #before = 0;
  #after = 0;

  /** @param stream - which noise of this key; 0 to 2^32 - 1 */
  constructor(random: KeyedRandom, key: TextKey, stream: number, spacingMs: number) {
    this.#random = random;
    this.#key = key;
    this.#stream = stream;
    this.#spacingMs = spacingMs;
  }

  /** The noise at an instant. @returns 0 to 1 */
  at(atMs: number): number {
    const position = atMs / this.#spacingMs;
    const slot = Math.floor(position);
    if (slot !== this.#slot) {
      this.#before = this.#random.uniform(this.#key, this.#stream, slot);
      this.#after = this.#random.uniform(this.#key, this.#stream, slot + 1);
      this.#slot = slot;
    }
    const part = position - slot;
    return this.#before + (this.#after - this.#before) * part * part * (3 - 2 * part);
  }
}
