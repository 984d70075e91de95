import { mixedWord, type TextKey } from "@ven/core";

const NO_KEY: TextKey = { high: 0, low: 0 };

/** Noise that can be looked up at any minute: random knots on a time grid, blended smoothly. */
export class SmoothNoise {
  readonly #stream: number;
  readonly #spacingMinutes: number;
  #key: TextKey = NO_KEY;
  #slot: number = Number.NaN;
  #before = 0;
  #after = 0;

  /** @param stream - which noise of a key; 0 to 2^32 - 1 */
  constructor(stream: number, spacingMinutes: number) {
    this.#stream = stream;
    this.#spacingMinutes = spacingMinutes;
  }

  /** Begins with a load. Its key must stay as it is while minutes are asked for. */
  startWith(key: TextKey): void {
    this.#key = key;
    this.#slot = Number.NaN;
  }

  /** @returns -1 to 1 */
  at(minute: number): number {
    const position = minute / this.#spacingMinutes;
    const slot = Math.floor(position);
    if (slot !== this.#slot) {
      this.#before = slot === this.#slot + 1 ? this.#after : this.#knot(slot);
      this.#after = this.#knot(slot + 1);
      this.#slot = slot;
    }
    const part = position - slot;
    return this.#before + (this.#after - this.#before) * part * part * (3 - 2 * part);
  }

  #knot(slot: number): number {
    return mixedWord(this.#key, this.#stream, slot) / 0x8000_0000 - 1;
  }
}
