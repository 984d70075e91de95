import { mixedWord, type TextKey } from "@ven/core";

/**
 * Noise that can be looked up anywhere: a random knot at every whole position, blended smoothly. The
 * knots around the last position are kept, which never changes a value.
 */
export class KnotNoise {
  readonly #key: TextKey;
  readonly #stream: number;
  #slot: number = Number.NaN;
  #before = 0;
  #rise = 0;

  /** @param stream - which noise of this key; 0 to 2^32 - 1 */
  constructor(key: TextKey, stream: number) {
    this.#key = { high: key.high, low: key.low };
    this.#stream = stream;
  }

  /** @returns 0 to 1, on average 0.5 */
  at(position: number): number {
    const slot = Math.floor(position);
    if (slot !== this.#slot) {
      this.#slot = slot;
      this.#before = mixedWord(this.#key, this.#stream, slot) / 0x1_0000_0000;
      const after = mixedWord(this.#key, this.#stream, slot + 1) / 0x1_0000_0000;
      this.#rise = after - this.#before;
    }
    const part = position - slot;
    return this.#before + this.#rise * part * part * (3 - 2 * part);
  }
}
