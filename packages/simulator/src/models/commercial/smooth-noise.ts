import { mixedWord, type TextKey } from "@ven/core";

const NO_KEY: TextKey = { high: 0, low: 0 };

/** Where no minute lies. */
const NO_SLOT = -0x8000_0000;

/**
 * Noise that can be looked up at any minute: random knots on a time grid, blended smoothly. Who reads
 * many minutes between two knots takes what they are once, and blends by itself.
 */
export class SmoothNoise {
  readonly #stream: number;
  readonly #spacingMinutes: number;
  #key: TextKey = NO_KEY;
  #slot = NO_SLOT;
  /** From where until before where its knots hold. */
  beginMinute = 0;
  endMinute = 0;
  /** At `beginMinute` and at `endMinute`, -1 to 1. An array, so that a knot makes no number on the heap. */
  readonly knots: Float64Array = new Float64Array(2);

  /** @param stream - which noise of a key; 0 to 2^32 - 1 */
  constructor(stream: number, spacingMinutes: number) {
    this.#stream = stream;
    this.#spacingMinutes = spacingMinutes;
  }

  /** Begins with a load. Its key must stay as it is while minutes are asked for. */
  startWith(key: TextKey): void {
    this.#key = key;
    this.#slot = NO_SLOT;
  }

  /** Goes to the knots around a minute. */
  moveTo(minute: number): void {
    const slot = Math.floor(minute / this.#spacingMinutes);
    if (slot === this.#slot) return;
    if (slot === this.#slot + 1) this.knots[0] = this.knots[1] ?? 0;
    else this.#setKnot(0, slot);
    this.#setKnot(1, slot + 1);
    this.#slot = slot;
    this.beginMinute = slot * this.#spacingMinutes;
    this.endMinute = this.beginMinute + this.#spacingMinutes;
  }

  #setKnot(place: number, slot: number): void {
    this.knots[place] = mixedWord(this.#key, this.#stream, slot) / 0x8000_0000 - 1;
  }
}

/**
 * The noise between two knots.
 *
 * @param change - how much more it is at the second than `before`, at the first
 * @param part - 0 at the first, 1 at the second
 */
export function blended(before: number, change: number, part: number): number {
  return before + change * part * part * (3 - 2 * part);
}
