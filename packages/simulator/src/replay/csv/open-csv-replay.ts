import { createReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { InvalidValueError } from "@ven/core";
import { type Info, parse } from "csv-parse";
import { ReplayFileError } from "../replay-file-error.ts";
import { ReplayFormatError } from "../replay-format-error.ts";
import type { ReplayMeters } from "../replay-meters.ts";
import { TableCollector } from "../table/table-collector.ts";
import type { TableReplayOptions } from "../table/table-replay-options.ts";

/** Longest line, in characters. */
const LONGEST_LINE = 8_000_000;

/** Options of {@link openCsvReplay}: what the file does not say of itself. */
export interface CsvReplayOptions extends TableReplayOptions {
  /** What stands between two cells; one character. @defaultValue `,` */
  readonly delimiter?: string;
}

/**
 * Reads recorded powers from a CSV file with a header line. An empty cell is a missing reading; so is
 * an instant that the file leaves out. The file is read line by line: of it, only the powers that are
 * asked for stay in memory, 8 bytes each.
 *
 * @throws {InvalidValueError} if an option cannot be used
 * @throws {ReplayFileError} if the file cannot be read
 * @throws {ReplayFormatError} if it is not what the options declare; names line, column and value
 */
export async function openCsvReplay(
  path: string,
  options: CsvReplayOptions,
): Promise<ReplayMeters> {
  const { delimiter = ",", signal } = options;
  const collector = new TableCollector(path, options);
  if (delimiter.length !== 1) throw new InvalidValueError("delimiter", delimiter, "one character");
  signal?.throwIfAborted();
  try {
    await readRows(path, options, collector);
    return collector.finish();
  } catch (error) {
    signal?.throwIfAborted();
    throw isFileError(error) ? new ReplayFileError(path, error) : asFormatError(path, error);
  }
}

async function readRows(
  file: string,
  options: CsvReplayOptions,
  collector: TableCollector,
): Promise<void> {
  const { delimiter = ",", signal } = options;
  const { isSkipping } = collector.badRows;
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    ltrim: true,
    rtrim: !isSkipping,
    relax_column_count: true,
    max_record_size: LONGEST_LINE,
    // A quote amid a cell then spoils that cell, which its row is left out for, and no more.
    relax_quotes: isSkipping,
  });
  // Errors of the file reach the loop through the parser, which the pipeline then destroys.
  pipeline(createReadStream(file, { signal }), parser, () => undefined);
  let width: number | undefined;
  for await (const row of parser as AsyncIterable<CsvRow>) {
    const cells = isSkipping ? row.record.map((cell) => cell.trimEnd()) : row.record;
    const line = row.info.lines;
    const isBlank = cells.length === 1 && cells[0] === "";
    if (width === undefined) {
      if (isBlank) continue;
      collector.begin({ file, line, names: cells });
      width = cells.length;
    } else if (cells.length === width) {
      collector.readRow(cells, line);
    } else if (!isBlank) {
      const problem = `has ${cells.length} cells, the header has ${width}; complete or remove the line`;
      collector.refuseRow(new ReplayFormatError({ file, line, problem }));
    }
  }
}

interface CsvRow {
  readonly record: readonly string[];
  readonly info: Info;
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function asFormatError(file: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, lines } = error as { readonly code?: unknown; readonly lines?: unknown };
  const isCsvError = typeof code === "string" && code.startsWith("CSV_");
  if (!isCsvError || typeof lines !== "number") return error;
  const problem = `is not valid CSV: ${error.message}`;
  return new ReplayFormatError({ file, line: lines, problem }, { cause: error });
}
