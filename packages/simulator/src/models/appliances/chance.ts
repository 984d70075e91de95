import { mixedWord, streamWord, type TextKey } from "@ven/core";

/** A number that is always the same at a place, uniform in [0, 1); see `mixedWord`. */
export function chance(key: TextKey, stream: number, index: number): number {
  return mixedWord(key, stream, index) / 0x1_0000_0000;
}

/** The {@link chance} of a stream at a place. @param place - of key and index; see `mixedPlace` */
export function chanceAt(place: number, stream: number): number {
  return streamWord(place, stream) / 0x1_0000_0000;
}
