import { mixedWord, type TextKey } from "@ven/core";
import { z } from "zod";

const WORDS = 0x1_0000_0000;

/** Slots of a gap of mean length: so many words are looked at to find out about one instant. */
const MOST_SLOTS = 10_000;

/** Never reuse a number. */
const STREAM = { gap: 9_101 } as const;

/** How a meter's readings get lost on their way, several in a row. */
export const gapsSpec = z
  .strictObject({
    /** Share of time whose readings are lost, 0 to 0.9. */
    share: z.number().min(0).max(0.9),
    /** How long a gap is on average, s. */
    meanLengthS: z.number().min(1).max(31_536_000).default(3_600),
    /** Gaps begin and end at whole multiples of this, s. */
    slotS: z.number().int().min(1).max(86_400).default(60),
    /** Whether somebody fills gaps in with the last reading before them; it is ESTIMATED then. */
    isFilled: z.boolean().default(false),
  })
  .refine(({ share, meanLengthS, slotS }) => meanLengthS * (1 - share) >= slotS, {
    path: ["meanLengthS"],
    message: "gaps of this share cannot be so short: give at least slotS / (1 - share)",
  })
  .refine(({ meanLengthS, slotS }) => meanLengthS <= MOST_SLOTS * slotS, {
    path: ["slotS"],
    message: `gaps of this length need longer slots: give at least meanLengthS / ${MOST_SLOTS}`,
  });

/**
 * Gaps in bursts: a Gilbert chain of two states, slot by slot. Each slot has a word of its own that says
 * "gap", "no gap" or "as before"; so the state of any slot is that of the last word before it that says
 * which, and needs no beginning.
 */
export class Gaps {
  readonly isFilled: boolean;
  readonly slotMs: number;
  /** A word below this says that there is a gap. */
  readonly #gapBelow: number;
  /** A word from this on says that there is none. */
  readonly #clearFrom: number;

  constructor({ share, meanLengthS, slotS, isFilled }: z.infer<typeof gapsSpec>) {
    const end = slotS / meanLengthS;
    this.isFilled = isFilled;
    this.slotMs = slotS * 1_000;
    this.#gapBelow = Math.round((WORDS * end * share) / (1 - share));
    this.#clearFrom = Math.round(WORDS * (1 - end));
  }

  slotAt(atMs: number): number {
    return Math.floor(atMs / this.slotMs);
  }

  isGap(key: TextKey, slot: number): boolean {
    for (let at = slot; ; at -= 1) {
      const word = mixedWord(key, STREAM.gap, at);
      if (word < this.#gapBelow) return true;
      if (word >= this.#clearFrom) return false;
    }
  }

  /** {@link isGap} of a slot, where that of the slot before is known. */
  isGapAfter(key: TextKey, slot: number, wasGap: boolean): boolean {
    const word = mixedWord(key, STREAM.gap, slot);
    return word < this.#gapBelow || (wasGap && word < this.#clearFrom);
  }

  /** When the gap that a slot lies in began, epoch ms. Ask only about a slot in a gap. */
  beganMs(key: TextKey, slot: number): number {
    let first = slot;
    for (;;) {
      while (mixedWord(key, STREAM.gap, first) >= this.#gapBelow) first -= 1;
      if (!this.isGap(key, first - 1)) break;
      first -= 1;
    }
    return first * this.slotMs;
  }
}
