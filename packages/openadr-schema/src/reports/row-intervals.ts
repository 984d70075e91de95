import { type AlignedBytes, alignedBytes, padToWord } from "./aligned-bytes.ts";
import { BEFORE_INSTANT, INSTANT_SLOT_WORDS, instantSlotText } from "./instant-slot.ts";

/**
 * What is behind the name of a resource with several readings, as JSON: an interval per tick, whose
 * powers are written anew for every row.
 */
export interface RowIntervals extends AlignedBytes {
  /** Per interval: the word behind it. Up to there they are those of a row that has no more. */
  readonly ends: Uint32Array;
  /** Where the instant and the end of the power are, in words before the end of an interval. */
  readonly instant: number;
  readonly endOfPower: number;
}

/** What closes the intervals and their resource. */
export const BEHIND_INTERVALS: string = padToWord("]}");

const BEFORE_POWER = padToWord(',"duration":"PT0S"},"payloads":[{"type":"READING","values":[');
const BEHIND_POWER = padToWord("]}]}");

/**
 * Makes the intervals of as many instants.
 *
 * @param startAtMs - epoch ms, years 1970 to 9999
 */
export function rowIntervals(startAtMs: readonly number[], powerWords: number): RowIntervals {
  const ends = new Uint32Array(startAtMs.length);
  const slot = " ".repeat(powerWords * 4);
  let json = "";
  startAtMs.forEach((atMs, id) => {
    json += padToWord(`${id === 0 ? ',"intervals":[' : ","}{"id":${id}`);
    json += `${BEFORE_INSTANT}${instantSlotText(atMs)}${BEFORE_POWER}${slot}${BEHIND_POWER}`;
    ends[id] = json.length / 4;
  });
  json += BEHIND_INTERVALS;
  const target = alignedBytes(new ArrayBuffer(json.length));
  new TextEncoder().encodeInto(json, target.bytes);
  const endOfPower = BEHIND_POWER.length / 4;
  const instant = INSTANT_SLOT_WORDS + BEFORE_POWER.length / 4 + powerWords + endOfPower;
  return { ...target, ends, instant, endOfPower };
}
