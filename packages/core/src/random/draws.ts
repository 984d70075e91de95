import { philox4x32 } from "./philox.ts";
import type { TextKey } from "./text-key.ts";

/**
 * Random numbers that are drawn one after the other from a place: as many as a caller needs, the same
 * whenever it comes back. One object serves many places in turn.
 */
export class Draws {
  readonly #words: Uint32Array = new Uint32Array(4);
  #key: TextKey = { high: 0, low: 0 };
  #stream = 0;
  #index = 0;
  #block = 0;
  #left = 0;

  /**
   * Begins at a place.
   *
   * @param key - whose numbers, from `textKey` of a seed and an id
   * @param stream - what for; 0 to 2^32 - 1
   * @param index - which one, for example a day; its lower 32 bits count
   */
  startAt(key: TextKey, stream: number, index: number): this {
    this.#key = { high: key.high, low: key.low };
    this.#stream = stream;
    this.#index = index;
    this.#block = 0;
    this.#left = 0;
    return this;
  }

  /** @returns uniform in [0, 1) */
  uniform(): number {
    if (this.#left === 0) {
      const { high, low } = this.#key;
      philox4x32(this.#words, this.#index, this.#block, this.#stream, 0, high, low);
      this.#block += 1;
      this.#left = 4;
    }
    this.#left -= 1;
    return (this.#words[3 - this.#left] ?? 0) / 0x1_0000_0000;
  }

  /** @returns uniform in [low, high) */
  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** A normal number, by the sum of four uniform ones: within 3.5 deviations, and exact in every engine. */
  normal(mean: number, deviation: number): number {
    const sum = this.uniform() + this.uniform() + this.uniform() + this.uniform() - 2;
    return mean + deviation * sum * Math.sqrt(3);
  }

  /**
   * How many events happen: a Poisson count.
   *
   * @param mean - 0 to 30; above that, 30
   */
  count(mean: number): number {
    const limit = Math.exp(-Math.min(30, mean));
    let product = this.uniform();
    let events = 0;
    while (product > limit && events < 200) {
      product *= this.uniform();
      events += 1;
    }
    return events;
  }
}
