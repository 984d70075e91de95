import { writePower } from "./power-slot.ts";
import { ReportOutput } from "./report-output.ts";
import type { ReportRows } from "./report-rows.ts";
import type { ReportTick } from "./report-tick.ts";
import type { ReportWarning } from "./report-warning.ts";
import type { ReportWorkspace } from "./report-workspace.ts";
import { isCarried, warnOfRow } from "./row-fault.ts";

/** What the encoding of columns needs besides their values. */
export interface EncodeWith {
  /** What stands before the resources. */
  readonly envelope: string;
  readonly reportRows: ReportRows;
  readonly workspace: ReportWorkspace;
  /** Takes what was left out. */
  readonly warnings: ReportWarning[];
}

/** A report as the bytes of its JSON, and how many readings are in it. */
export interface EncodedReadings {
  readonly body: Uint8Array;
  readonly readingCount: number;
}

/**
 * Encodes the readings of one tick: writes them into the rows of their layout, then copies these, as
 * many as are adjacent at once.
 *
 * @returns `undefined` if a power has no room in its slot
 */
export function encodeTick(
  { columns, rows }: ReportTick,
  { envelope, reportRows, workspace, warnings }: EncodeWith,
): EncodedReadings | undefined {
  const { bounds, words, bytes, places } = reportRows;
  const { timestampMs, powerW } = columns;
  const { instants } = workspace;
  const output = new ReportOutput(envelope, lengthOf(reportRows, rows), workspace);
  const rowCount = rows?.length ?? bounds.length - 1;
  let readingCount = 0;
  let runFrom = 0;
  let runEnd = 0;
  for (let position = 0; position < rowCount; position += 1) {
    const row = rows === undefined ? position : (rows[position] ?? 0);
    const atMs = timestampMs[row] ?? Number.NaN;
    const valueW = powerW[row] ?? Number.NaN;
    const from = bounds[row] ?? 0;
    const end = bounds[row + 1] ?? 0;
    if (!isCarried(from < end, atMs, valueW)) {
      warnOfRow(warnings, `rows[${row}]`, from < end, atMs, valueW);
      continue;
    }
    instants.write(words, end - places.instant, atMs);
    if (!writePower(reportRows, end - places.endOfPower, places.powerWords, valueW)) {
      return undefined;
    }
    if (from !== runEnd) {
      output.add(bytes.subarray(runFrom * 4, runEnd * 4));
      runFrom = from;
    }
    runEnd = end;
    readingCount += 1;
  }
  output.add(bytes.subarray(runFrom * 4, runEnd * 4));
  return { body: output.finish(), readingCount };
}

/** Bytes of the rows that are asked for. */
function lengthOf({ bytes, bounds }: ReportRows, rows: Uint32Array | undefined): number {
  if (rows === undefined) return bytes.length;
  let wordCount = 0;
  for (let position = 0; position < rows.length; position += 1) {
    const row = rows[position] ?? 0;
    const from = bounds[row] ?? 0;
    wordCount += (bounds[row + 1] ?? from) - from;
  }
  return wordCount * 4;
}
