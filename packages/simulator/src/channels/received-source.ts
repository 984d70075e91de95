import { GapWalk } from "../measurement/gap-walk.ts";
import { READING_QUALITY } from "../measurement/reading-quality.ts";
import type { ChannelContext, ChannelSource } from "./channel-source.ts";

/** What of a load's channel is received: with the gaps of its meter, and what they are filled with. */
export function receivedSource(
  source: ChannelSource,
  { fleet: { fleet } }: ChannelContext,
  load: number,
): ChannelSource {
  const gaps = fleet.siteLoad(load).meter?.gaps;
  if (gaps === undefined) return source;
  const walk = new GapWalk(gaps, fleet.loadKey(load));
  return {
    valueAt(atMs) {
      if (!walk.isGapAt(atMs)) return source.valueAt(atMs);
      return walk.isFilled ? source.valueAt(walk.beganMs() - 1_000) : Number.NaN;
    },
    qualityAt(atMs) {
      if (!walk.isGapAt(atMs)) return source.qualityAt?.(atMs) ?? READING_QUALITY.OK;
      return walk.isFilled ? READING_QUALITY.ESTIMATED : READING_QUALITY.MISSING;
    },
  };
}
