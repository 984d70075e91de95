import { isReportableTime } from "../time/is-reportable-time.ts";
import type { EncodedReadings, EncodeWith } from "./encode-tick.ts";
import { writePower } from "./power-slot.ts";
import { ReportOutput } from "./report-output.ts";
import type { ReportTick } from "./report-tick.ts";
import { BEHIND_INTERVALS, rowIntervals } from "./row-intervals.ts";
import { TickReadings } from "./tick-readings.ts";

const CLOSING = new TextEncoder().encode(BEHIND_INTERVALS);

/**
 * Encodes the readings of several ticks: each row becomes a resource with an interval per tick. One that
 * has a single reading is written as in a report of one tick.
 *
 * @returns `undefined` if a power has no room in its slot
 */
export function encodeTicks(
  ticks: readonly ReportTick[],
  { envelope, reportRows, workspace, warnings }: EncodeWith,
): EncodedReadings | undefined {
  const { bounds, words, places } = reportRows;
  const readings = new TickReadings(ticks, reportRows, warnings);
  const { powerW, timestampMs, carried } = readings;
  const { instants } = workspace;
  const startAtMs = timestampMs.map((times) => times.find(isReportableTime) ?? 0);
  const intervals = rowIntervals(startAtMs, places.powerWords);
  const mostBytes = reportRows.bytes.length + readings.rowCount * intervals.bytes.length;
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
      instants.write(words, end - places.instant, timestampMs[tick]?.[row] ?? 0);
      if (!writePower(reportRows, end - places.endOfPower, places.powerWords, valueW)) {
        return undefined;
      }
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
        if (atMs !== startAtMs[id]) {
          instants.write(output.target.words, intervalEnd - intervals.instant, atMs);
        }
        const valueW = powerW[tick]?.[row] ?? 0;
        const powerEnd = intervalEnd - intervals.endOfPower;
        if (!writePower(output.target, powerEnd, places.powerWords, valueW)) return undefined;
      }
    }
    readingCount += count;
  }
  return { body: output.finish(), readingCount };
}
