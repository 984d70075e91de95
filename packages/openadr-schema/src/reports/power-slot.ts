import type { AlignedBytes } from "./aligned-bytes.ts";
import { toLargerUnit } from "./convert-units.ts";

/** Words of a slot for a power in kW: one that takes what meters have, and one that takes any number. */
export const POWER_SLOT_WORDS = { usual: 2, wide: 7 } as const;

const BLANK = wordOf("    ");
/** `  0.` to `999.` */
const WHOLES = wordsOf(1_000, (whole) => `${whole}.`.padStart(4));
/** ` -0.` to `-99.` */
const NEGATIVE_WHOLES = wordsOf(100, (whole) => `-${whole}.`.padStart(4));
/** `0000` to `9999` */
const FRACTIONS = wordsOf(10_000, (fraction) => String(fraction).padStart(4, "0"));

/**
 * Writes a power in W as a JSON number in kW, with spaces before it.
 *
 * What is a whole number of tenths of a watt between -100 and 1,000 kW, as meters have it, is looked up
 * by its digits; the number that is read from it is that of {@link toLargerUnit} all the same.
 *
 * @param end - the word behind the slot
 * @param powerW - finite
 * @returns whether the slot has room for it
 */
export function writePower(
  target: AlignedBytes,
  end: number,
  slotWords: number,
  powerW: number,
): boolean {
  const tenths = (powerW * 10 + (powerW < 0 ? -0.5 : 0.5)) | 0;
  if (tenths / 10 !== powerW || tenths >= 10_000_000 || tenths <= -1_000_000) {
    return writeText(target, end, slotWords, powerW);
  }
  const { words } = target;
  const isNegative = tenths < 0;
  const magnitude = isNegative ? -tenths : tenths;
  const whole = (magnitude / 10_000) | 0;
  for (let at = end - slotWords; at < end - 2; at += 1) words[at] = BLANK;
  words[end - 2] = (isNegative ? NEGATIVE_WHOLES : WHOLES)[whole] ?? 0;
  words[end - 1] = FRACTIONS[magnitude - whole * 10_000] ?? 0;
  return true;
}

function writeText(
  { bytes }: AlignedBytes,
  end: number,
  slotWords: number,
  powerW: number,
): boolean {
  const length = slotWords * 4;
  const text = String(toLargerUnit(powerW, 1_000)).padStart(length);
  if (text.length > length) return false;
  const from = end * 4 - length;
  for (let index = 0; index < length; index += 1) bytes[from + index] = text.charCodeAt(index);
  return true;
}

/** Texts of four characters, as the words that they are in memory. */
function wordsOf(count: number, textOf: (index: number) => string): Uint32Array {
  const bytes = new Uint8Array(count * 4);
  for (let index = 0; index < count; index += 1) {
    const text = textOf(index);
    for (let place = 0; place < 4; place += 1) bytes[index * 4 + place] = text.charCodeAt(place);
  }
  return new Uint32Array(bytes.buffer);
}

function wordOf(text: string): number {
  return wordsOf(1, () => text)[0] ?? 0;
}
