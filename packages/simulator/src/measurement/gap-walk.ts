import type { TextKey } from "@ven/core";
import type { Gaps } from "./gaps.ts";

/** Follows the gaps of one meter over time: from one slot to the next without looking back. */
export class GapWalk {
  readonly isFilled: boolean;
  readonly #gaps: Gaps;
  readonly #key: TextKey;
  #slot: number = Number.NaN;
  #isGap = false;
  /** When the gap that it is in began; `NaN` while nobody asked. */
  #beganMs: number = Number.NaN;

  constructor(gaps: Gaps, key: TextKey) {
    this.#gaps = gaps;
    this.#key = { high: key.high, low: key.low };
    this.isFilled = gaps.isFilled;
  }

  isGapAt(atMs: number): boolean {
    const slot = this.#gaps.slotAt(atMs);
    if (slot === this.#slot) return this.#isGap;
    const wasGap = this.#isGap;
    const isNext = slot === this.#slot + 1;
    this.#slot = slot;
    this.#isGap = isNext
      ? this.#gaps.isGapAfter(this.#key, slot, wasGap)
      : this.#gaps.isGap(this.#key, slot);
    if (!(isNext && wasGap && this.#isGap)) this.#beganMs = Number.NaN;
    return this.#isGap;
  }

  /** When the gap that the last instant lies in began, epoch ms. */
  beganMs(): number {
    if (Number.isNaN(this.#beganMs)) {
      this.#beganMs = this.#gaps.beganMs(this.#key, this.#slot);
    }
    return this.#beganMs;
  }
}
