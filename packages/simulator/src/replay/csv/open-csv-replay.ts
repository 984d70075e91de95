import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { InvalidValueError } from "@ven/core";
import { type Info, parse } from "csv-parse";
import type { PowerSeries } from "../power-series.ts";
import { ReplayFileError } from "../replay-file-error.ts";
import { ReplayFormatError } from "../replay-format-error.ts";
import { createReplayMeters, type ReplayMeters } from "../replay-meters.ts";
import { regularStepMs } from "../time-axis.ts";
import type { CsvLayout } from "./csv-layout.ts";
import type { CsvReplayOptions } from "./csv-replay-options.ts";
import { longLayout } from "./long-layout.ts";
import { wideLayout } from "./wide-layout.ts";

const layouts = { wide: wideLayout, long: longLayout };
const MS_PER_HOUR = 3_600_000;

/**
 * Reads recorded powers from a CSV file with a header line into memory. An empty cell is a missing
 * reading; so is an instant that the file leaves out.
 *
 * @throws {InvalidValueError} if an option cannot be used
 * @throws {ReplayFileError} if the file cannot be read
 * @throws {ReplayFormatError} if it is not what the options declare; names line, column and value
 */
export async function openCsvReplay(
  path: string,
  options: CsvReplayOptions,
): Promise<ReplayMeters> {
  const { layout, unit, delimiter = ",", reportTimestamps, signal } = options;
  if (!Object.hasOwn(layouts, layout)) {
    throw new InvalidValueError("layout", layout, "use wide or long");
  }
  if (unit !== "W" && unit !== "kW" && unit !== "kWh") {
    throw new InvalidValueError("unit", unit, "use W, kW or kWh (energy per interval)");
  }
  if (delimiter.length !== 1) throw new InvalidValueError("delimiter", delimiter, "one character");
  signal?.throwIfAborted();
  try {
    const series = await readSeries(path, options);
    const inWatts = series.map((one) => ({ ...one, powerW: toWatts(path, one, options) }));
    return createReplayMeters(path, inWatts, reportTimestamps);
  } catch (error) {
    signal?.throwIfAborted();
    if (isCsvError(error)) {
      const problem = `is not valid CSV: ${error.message}`;
      throw new ReplayFormatError({ file: path, line: error.lines, problem }, { cause: error });
    }
    throw isFileError(error) ? new ReplayFileError(path, error) : error;
  }
}

async function readSeries(
  file: string,
  options: CsvReplayOptions,
): Promise<readonly PowerSeries[]> {
  const { delimiter = ",", signal } = options;
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    trim: true,
    relax_column_count: true,
    max_record_size: 0,
  });
  // Errors of the file reach the loop through the parser, which the pipeline then destroys.
  pipeline(createReadStream(file, { signal }), parser, () => undefined);
  let layout: CsvLayout | undefined;
  let width = 0;
  let rowCount = 0;
  for await (const row of parser as AsyncIterable<CsvRow>) {
    const { record: cells } = row;
    const line = row.info.lines;
    const isBlank = cells.length === 1 && cells[0] === "";
    if (layout === undefined) {
      if (isBlank) continue;
      layout = layouts[options.layout]({ file, line, names: cells }, options);
      width = cells.length;
      continue;
    }
    if (isBlank && width > 1) continue;
    if (cells.length !== width) {
      const problem = `has ${cells.length} cells, the header has ${width}; complete or remove the line`;
      throw new ReplayFormatError({ file, line, problem });
    }
    layout.readRow(cells, line);
    rowCount += 1;
  }
  if (layout === undefined) throw new ReplayFormatError({ file, problem: "is empty" });
  if (rowCount === 0) throw new ReplayFormatError({ file, problem: "has a header, but no row" });
  return layout.finish();
}

interface CsvRow {
  readonly record: readonly string[];
  readonly info: Info;
}

function toWatts(
  file: string,
  { atMs, powerW }: PowerSeries,
  { unit, timestamps }: CsvReplayOptions,
): ArrayLike<number> {
  if (unit === "W") return powerW;
  if (unit === "kW") return scaled(powerW, 1000);
  const intervalMs = "stepMs" in timestamps ? timestamps.stepMs : regularStepMs(atMs);
  if (intervalMs === undefined) {
    const problem = "has one row of a load only, which does not tell the interval of its kWh";
    throw new ReplayFormatError({ file, problem });
  }
  return scaled(powerW, (1000 * MS_PER_HOUR) / intervalMs);
}

/** Multiplies, without the digits that binary fractions add: 2.2758 kW is 2275.8 W. */
function scaled(values: ArrayLike<number>, factor: number): Float64Array {
  return Float64Array.from(values, (value) => Math.round(value * factor * 1e6) / 1e6);
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function isCsvError(error: unknown): error is Error & { readonly lines: number } {
  if (!(error instanceof Error)) return false;
  const { code, lines } = error as { readonly code?: unknown; readonly lines?: unknown };
  return typeof code === "string" && code.startsWith("CSV_") && typeof lines === "number";
}
