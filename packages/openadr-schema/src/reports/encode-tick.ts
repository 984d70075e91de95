import type { AlignedBytes } from "./aligned-bytes.ts";
import { writePower } from "./power-slot.ts";
import { ReportOutput } from "./report-output.ts";
import type { ReportRows } from "./report-rows.ts";
import type { ReportTick } from "./report-tick.ts";
import type { ReportWarning } from "./report-warning.ts";
import type { ReportWorkspace } from "./report-workspace.ts";
import { isCarried, warnOfRow } from "./row-fault.ts";
import { closeImage } from "./row-images.ts";
import type { TooNarrow } from "./slot-words.ts";

/** What the encoding of columns needs besides their values. */
export interface EncodeWith {
  /** What stands before the resources. */
  readonly envelope: Uint8Array;
  readonly reportRows: ReportRows;
  readonly workspace: ReportWorkspace;
  /** Whether the body may be an image of the rows: who releases bodies does not write to them. */
  readonly lendsImages: boolean;
  /** Takes what was left out. */
  readonly warnings: ReportWarning[];
}

/** A report as the bytes of its JSON, and how many readings are in it. */
export interface EncodedReadings {
  readonly body: Uint8Array;
  readonly readingCount: number;
}

/**
 * Encodes the readings of one tick: writes them into an image of the rows of their layout. A report of
 * all rows is that image; of others, the rows are copied, as many as are adjacent at once.
 *
 * @returns which slot has no room for what is in it, if one has none
 */
export function encodeTick(tick: ReportTick, using: EncodeWith): EncodedReadings | TooNarrow {
  const { reportRows, workspace } = using;
  const image = workspace.takeImage(reportRows.images);
  const encoded = encodeOnto(image, tick, using);
  if (typeof encoded === "string" || encoded.body.buffer !== image.bytes.buffer) {
    workspace.giveBackImage(reportRows.images, image);
  } else {
    workspace.lendImage(reportRows.images, image);
  }
  return encoded;
}

function encodeOnto(
  image: AlignedBytes,
  { columns, rows }: ReportTick,
  { envelope, reportRows, workspace, lendsImages, warnings }: EncodeWith,
): EncodedReadings | TooNarrow {
  const { bytes } = image;
  const { bounds, slots, places } = reportRows;
  const { timestampMs, powerW } = columns;
  const { instants } = workspace;
  const rowCount = rows?.length ?? bounds.length - 1;
  const start = bounds[0] ?? 0;
  let output: ReportOutput | undefined;
  let readingCount = 0;
  let runFrom = start;
  let runEnd = start;
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
    if (!instants.write(image, end - places.instant, slots.instant, atMs)) return "instant";
    if (!writePower(image, end - places.endOfPower, slots.power, valueW)) return "power";
    if (from !== runEnd) {
      output ??= new ReportOutput(envelope, lengthOf(reportRows, rows), workspace);
      output.add(bytes.subarray(runFrom * 4, runEnd * 4));
      runFrom = from;
    }
    runEnd = end;
    readingCount += 1;
  }
  const isWhole = output === undefined && readingCount > 0 && runEnd === bounds.at(-1);
  if (lendsImages && isWhole) {
    const body = closeImage(image, envelope);
    if (body !== undefined) return { body, readingCount };
  }
  output ??= new ReportOutput(envelope, lengthOf(reportRows, rows), workspace);
  output.add(bytes.subarray(runFrom * 4, runEnd * 4));
  return { body: output.finish(), readingCount };
}

/** Bytes of the rows that are asked for. */
function lengthOf({ bounds }: ReportRows, rows: Uint32Array | undefined): number {
  let wordCount = 0;
  const rowCount = rows?.length ?? bounds.length - 1;
  for (let position = 0; position < rowCount; position += 1) {
    const row = rows === undefined ? position : (rows[position] ?? 0);
    const from = bounds[row] ?? 0;
    wordCount += (bounds[row + 1] ?? from) - from;
  }
  return wordCount * 4;
}
