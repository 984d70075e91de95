import { type AlignedBytes, alignedBytes, padToWord } from "./aligned-bytes.ts";
import { BEFORE_INSTANT, BEHIND_INSTANT, instantSlotText } from "./instant-slot.ts";
import type { SlotWords } from "./slot-words.ts";

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

const BEFORE_POWER = padToWord(`${BEHIND_INSTANT},"payloads":[{"type":"READING","values":[`);
const BEHIND_POWER = padToWord("]}]}");

/**
 * Makes the intervals of as many instants.
 *
 * @param startAtMs - epoch ms, years 1970 to 9999
 * @returns `undefined` if there is no room for one of the instants
 */
export function rowIntervals(
  startAtMs: readonly number[],
  slots: SlotWords,
): RowIntervals | undefined {
  const ends = new Uint32Array(startAtMs.length);
  const powerSlot = " ".repeat(slots.power * 4);
  let json = "";
  for (const [id, atMs] of startAtMs.entries()) {
    const instantSlot = instantSlotText(atMs, slots.instant);
    if (instantSlot === undefined) return undefined;
    json += padToWord(`${id === 0 ? ',"intervals":[' : ","}{"id":${id}`);
    json += `${BEFORE_INSTANT}${instantSlot}${BEFORE_POWER}${powerSlot}${BEHIND_POWER}`;
    ends[id] = json.length / 4;
  }
  json += BEHIND_INTERVALS;
  const target = alignedBytes(new ArrayBuffer(json.length));
  new TextEncoder().encodeInto(json, target.bytes);
  const endOfPower = BEHIND_POWER.length / 4;
  const instant = slots.instant + BEFORE_POWER.length / 4 + slots.power + endOfPower;
  return { ...target, ends, instant, endOfPower };
}
