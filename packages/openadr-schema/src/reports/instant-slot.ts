import { formatDateTime } from "../time/date-time.ts";

/** What stands before the slot of an instant: whole words, as nothing may be padded within a text. */
export const BEFORE_INSTANT = ',"intervalPeriod":{"start":"';

/** Words of a slot for an instant: `2026-01-16T10:00:00.123Z`, the quote behind it, and spaces. */
export const INSTANT_SLOT_WORDS = 7;

/** What fills the slot of an instant. */
export function instantSlotText(atMs: number): string {
  return `${formatDateTime(atMs)}"`.padEnd(INSTANT_SLOT_WORDS * 4);
}

/** Writes instants into slots; remembers the last one, as most readings share theirs. */
export class InstantWriter {
  readonly #bytes = new Uint8Array(INSTANT_SLOT_WORDS * 4);
  readonly #words = new Uint32Array(this.#bytes.buffer);
  #atMs = Number.NaN;

  /**
   * @param at - the first word of the slot
   * @param atMs - epoch ms, years 1970 to 9999
   */
  write(words: Uint32Array, at: number, atMs: number): void {
    if (atMs !== this.#atMs) this.#turnTo(atMs);
    const slot = this.#words;
    // Not in a loop: this is half of what a reading costs.
    words[at] = slot[0] ?? 0;
    words[at + 1] = slot[1] ?? 0;
    words[at + 2] = slot[2] ?? 0;
    words[at + 3] = slot[3] ?? 0;
    words[at + 4] = slot[4] ?? 0;
    words[at + 5] = slot[5] ?? 0;
    words[at + 6] = slot[6] ?? 0;
  }

  #turnTo(atMs: number): void {
    const text = instantSlotText(atMs);
    for (let index = 0; index < text.length; index += 1) {
      this.#bytes[index] = text.charCodeAt(index);
    }
    this.#atMs = atMs;
  }
}
