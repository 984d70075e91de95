import { mixedWord, type TextKey } from "@ven/core";

const NO_KEY: TextKey = { high: 0, low: 0 };

/** Noise that can be looked up at any minute: random knots on a time grid, blended smoothly. */
export class SmoothNoise {
  readonly #stream: number;
  readonly #spacingMinutes: number;
  readonly #perMinute: number;
  #key: TextKey = NO_KEY;
  #slot: number = Number.NaN;
  #beginMinute = 0;
  /** Before the minute and after it. In an array, so that a knot makes no number on the heap. */
  readonly #knots: Float64Array = new Float64Array(2);
  /** Up to where it may be asked; beyond it has to be moved first. */
  endMinute: number = Number.NEGATIVE_INFINITY;

  /** @param stream - which noise of a key; 0 to 2^32 - 1 */
  constructor(stream: number, spacingMinutes: number) {
    this.#stream = stream;
    this.#spacingMinutes = spacingMinutes;
    this.#perMinute = 1 / spacingMinutes;
  }

  /** Begins with a load. Its key must stay as it is while minutes are asked for. */
  startWith(key: TextKey): void {
    this.#key = key;
    this.#slot = Number.NaN;
    this.endMinute = Number.NEGATIVE_INFINITY;
  }

  /** Goes to the knots around a minute. */
  moveTo(minute: number): void {
    const slot = Math.floor(minute / this.#spacingMinutes);
    if (slot === this.#slot + 1) this.#knots[0] = this.#knots[1] ?? 0;
    else this.#setKnot(0, slot);
    this.#setKnot(1, slot + 1);
    this.#slot = slot;
    this.#beginMinute = slot * this.#spacingMinutes;
    this.endMinute = this.#beginMinute + this.#spacingMinutes;
  }

  /** Of a minute from that which it was moved to until before `endMinute`. @returns -1 to 1 */
  at(minute: number): number {
    const part = (minute - this.#beginMinute) * this.#perMinute;
    const before = this.#knots[0] ?? 0;
    const after = this.#knots[1] ?? 0;
    return before + (after - before) * part * part * (3 - 2 * part);
  }

  #setKnot(place: number, slot: number): void {
    this.#knots[place] = mixedWord(this.#key, this.#stream, slot) / 0x8000_0000 - 1;
  }
}
