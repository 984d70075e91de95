import { philox4x32 } from "./philox.ts";
import { type TextKey, textKey } from "./text-key.ts";

/** Random numbers that are looked up, not drawn: the same place always holds the same number. */
export interface KeyedRandom {
  /**
   * The number at a place.
   *
   * @param key - whose number, from {@link textKey} of an id
   * @param stream - what for; 0 to 2^32 - 1
   * @param index - which one, for example a time slot; any safe integer
   * @returns uniform in [0, 1)
   */
  uniform(key: TextKey, stream: number, index: number): number;
}

/**
 * Makes the {@link KeyedRandom} of a seed. Another seed is another, unrelated world.
 *
 * @param seed - any text or number
 */
export function keyedRandom(seed: string | number): KeyedRandom {
  const seedKey = textKey(String(seed));
  const words = new Uint32Array(4);
  return {
    uniform(key, stream, index) {
      const high = Math.floor(index / 0x1_0000_0000);
      philox4x32(words, index, high, stream, key.high, seedKey.high ^ key.low, seedKey.low);
      return (words[0] ?? 0) / 0x1_0000_0000;
    },
  };
}
