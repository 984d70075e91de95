import { mixedWord, type TextKey } from "@ven/core";

/** A number that is always the same at a place, uniform in [0, 1); see `mixedWord`. */
export function chance(key: TextKey, stream: number, index: number): number {
  return mixedWord(key, stream, index) / 0x1_0000_0000;
}
