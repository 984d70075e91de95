import { isReportableTime } from "../time/is-reportable-time.ts";
import type { AlignedBytes } from "./aligned-bytes.ts";
import type { EncodedReadings, EncodeWith } from "./encode-tick.ts";
import { writePower } from "./power-slot.ts";
import { ReportOutput } from "./report-output.ts";
import type { ReportTick } from "./report-tick.ts";
import { BEHIND_INTERVALS, rowIntervals } from "./row-intervals.ts";
import type { TooNarrow } from "./slot-words.ts";
import { TickReadings } from "./tick-readings.ts";

const CLOSING = new TextEncoder().encode(BEHIND_INTERVALS);

/**
 * Encodes the readings of several ticks: each row becomes a resource with an interval per tick. One that
 * has a single reading is written as in a report of one tick.
 *
 * @returns which slot has no room for what is in it, if one has none
 */
export function encodeTicks(
  ticks: readonly ReportTick[],
  using: EncodeWith,
): EncodedReadings | TooNarrow {
  const { reportRows, workspace } = using;
  const image = workspace.takeImage(reportRows.images);
  const encoded = encodeFrom(image, ticks, using);
  workspace.giveBackImage(reportRows.images, image);
  return encoded;
}

function encodeFrom(
  image: AlignedBytes,
  ticks: readonly ReportTick[],
  { envelope, reportRows, workspace, warnings }: EncodeWith,
): EncodedReadings | TooNarrow {
  const { words } = image;
  const { bounds, slots, places } = reportRows;
  const readings = new TickReadings(ticks, reportRows, warnings);
  const { powerW, timestampMs, carried } = readings;
  const { instants } = workspace;
  const startAtMs = timestampMs.map((times) => times.find(isReportableTime) ?? 0);
  const intervals = rowIntervals(startAtMs, slots);
  if (intervals === undefined) return "instant";
  const mostBytes = image.bytes.length + readings.rowCount * intervals.bytes.length;
  const output = new ReportOutput(envelope, mostBytes, workspace);
  let readingCount = 0;
  for (let row = 0; row < bounds.length - 1; row += 1) {
    const count = readings.find(row);
    if (count === 0) continue;
    const from = bounds[row] ?? 0;
    const end = bounds[row + 1] ?? 0;
    if (count === 1) {
      const tick = carried[0] ?? 0;
      const valueW = powerW[tick]?.[row] ?? 0;
      const atMs = timestampMs[tick]?.[row] ?? 0;
      if (!instants.write(image, end - places.instant, slots.instant, atMs)) return "instant";
      if (!writePower(image, end - places.endOfPower, slots.power, valueW)) return "power";
      output.addWords(words, from, end);
    } else {
      output.addWords(words, from, end - places.endOfName);
      const at = output.end;
      if (count === ticks.length) {
        output.add(intervals.bytes);
      } else {
        output.add(intervals.bytes.subarray(0, (intervals.ends[count - 1] ?? 0) * 4));
        output.add(CLOSING);
      }
      for (let id = 0; id < count; id += 1) {
        const tick = carried[id] ?? 0;
        const intervalEnd = at + (intervals.ends[id] ?? 0);
        const atMs = timestampMs[tick]?.[row] ?? 0;
        const instantAt = intervalEnd - intervals.instant;
        const isThere = atMs === startAtMs[id];
        if (!isThere && !instants.write(output.target, instantAt, slots.instant, atMs)) {
          return "instant";
        }
        const valueW = powerW[tick]?.[row] ?? 0;
        const powerEnd = intervalEnd - intervals.endOfPower;
        if (!writePower(output.target, powerEnd, slots.power, valueW)) return "power";
      }
    }
    readingCount += count;
  }
  return { body: output.finish(), readingCount };
}
