import { keyedRandom } from "@ven/core";
import type {
  BuildTimelineOptions,
  RankedEvent,
  Timeline,
  TimelineSegment,
} from "@ven/openadr-schema";
import { START, START_AT_MS } from "./expand-event.ts";
import { showInstant } from "./show-intervals.ts";

/** Read on the examples' day. */
export const TIMELINE_OPTIONS: BuildTimelineOptions<RankedEvent> = {
  version: "3.1.0",
  nowAtMs: START_AT_MS,
  random: keyedRandom("ven-17"),
};

/** Segments, one line each: `02-10 00:00 to 02-10 01:00 0.17`. */
export function showSegments(segments: Iterable<TimelineSegment>, most = 20): readonly string[] {
  const lines: string[] = [];
  for (const { fromAtMs, untilAtMs, values } of segments) {
    const span = `${showInstant(fromAtMs)} to ${showInstant(untilAtMs)}`;
    if (lines.push(`${span} ${values}`) === most) break;
  }
  return lines;
}

/** All that a timeline has for a payload type. */
export function showLane(timeline: Timeline, type: string): readonly string[] {
  return showSegments(timeline.segments(type, { fromAtMs: -Infinity }));
}

/** An event of prices, one an hour from the examples' day, or from elsewhere. */
export function prices(
  id: string,
  values: readonly number[],
  over: Partial<RankedEvent> = {},
): RankedEvent {
  return {
    id,
    intervalPeriod: { start: START, duration: "PT1H" },
    intervals: values.map((value, index) => ({
      id: index,
      payloads: [{ type: "PRICE", values: [value] }],
    })),
    ...over,
  };
}
