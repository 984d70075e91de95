import { formatDateTime } from "../time/date-time.ts";
import type { AlignedBytes } from "./aligned-bytes.ts";

/** What stands before the slot of an instant: whole words, as nothing may be padded within a text. */
export const BEFORE_INSTANT = ',"intervalPeriod":{"start":"';

/** What a slot of an instant ends with: what comes next begins within its last word. */
const END_OF_SLOT = ',"d';

/** What follows the slot of an instant. */
export const BEHIND_INSTANT = 'uration":"PT0S"}';

/** Words of a slot for an instant: one of a whole second, `2026-01-16T10:00:00Z`, and any other. */
export const INSTANT_SLOT_WORDS = { usual: 6, wide: 7 } as const;

/**
 * What fills the slot of an instant.
 *
 * @returns `undefined` if there is no room for it
 */
export function instantSlotText(atMs: number, slotWords: number): string | undefined {
  const text = `${formatDateTime(atMs)}"`;
  const length = slotWords * 4 - END_OF_SLOT.length;
  return text.length > length ? undefined : `${text.padEnd(length)}${END_OF_SLOT}`;
}

/** Writes instants into slots; remembers the last one, as most readings share theirs. */
export class InstantWriter {
  readonly #bytes = new Uint8Array(INSTANT_SLOT_WORDS.wide * 4);
  readonly #words = new Uint32Array(this.#bytes.buffer);
  #atMs = Number.NaN;
  #slotWords = 0;

  /**
   * @param at - the first word of the slot
   * @param atMs - epoch ms, years 1970 to 9999
   * @returns whether the slot has room for it
   */
  write({ words }: AlignedBytes, at: number, slotWords: number, atMs: number): boolean {
    if ((atMs !== this.#atMs || slotWords !== this.#slotWords) && !this.#turnTo(atMs, slotWords)) {
      return false;
    }
    const slot = this.#words;
    // Not in a loop: this is half of what a reading costs.
    words[at] = slot[0] ?? 0;
    words[at + 1] = slot[1] ?? 0;
    words[at + 2] = slot[2] ?? 0;
    words[at + 3] = slot[3] ?? 0;
    words[at + 4] = slot[4] ?? 0;
    words[at + 5] = slot[5] ?? 0;
    if (slotWords === INSTANT_SLOT_WORDS.wide) words[at + 6] = slot[6] ?? 0;
    return true;
  }

  #turnTo(atMs: number, slotWords: number): boolean {
    const text = instantSlotText(atMs, slotWords);
    if (text === undefined) return false;
    for (let index = 0; index < text.length; index += 1) {
      this.#bytes[index] = text.charCodeAt(index);
    }
    this.#atMs = atMs;
    this.#slotWords = slotWords;
    return true;
  }
}
