import { mixedWord, type TextKey } from "@ven/core";
import type { DirectiveSpan } from "../../demand-response/directive.ts";
import type { FridgeSpec } from "./fridge-spec.ts";

/** Never reuse a number. */
const STREAM = { restart: 4_201 } as const;

/** A time in which a compressor is to stand still; epoch s. */
export interface Pause {
  readonly fromS: number;
  readonly toS: number;
}

/**
 * When a compressor pauses: from when less is asked for until nothing is asked any more, but no longer
 * than the food allows. Then it waits for a time of its own, so that not all begin at once.
 */
export function pausesOf(
  key: TextKey,
  compressor: number,
  powerW: number,
  spec: FridgeSpec,
  directives: readonly DirectiveSpan[],
): readonly Pause[] {
  const pauses: Pause[] = [];
  let sinceS = 0;
  let untilS = Number.NEGATIVE_INFINITY;
  for (const { fromS, toS, directive } of directives) {
    const level = directive.limitW < powerW ? 3 : directive.shedLevel;
    if (level === 0) continue;
    // One pause for a run of directives without a gap, however often they change.
    if (fromS > untilS) sinceS = fromS;
    untilS = toS;
    const longestS = Math.floor(spec.longestPauseMinutes * 20) * level;
    const endS = Math.min(toS, sinceS + longestS);
    if (endS <= fromS) continue;
    const word = mixedWord(key, STREAM.restart + compressor, fromS);
    const waitS = Math.floor((word / 0x1_0000_0000) * spec.restartSpreadMinutes * 60);
    const last = pauses.at(-1);
    if (last !== undefined && last.toS >= fromS) {
      pauses[pauses.length - 1] = { fromS: last.fromS, toS: Math.max(last.toS, endS + waitS) };
    } else pauses.push({ fromS, toS: endS + waitS });
  }
  return pauses;
}
