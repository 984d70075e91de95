import type { DecodedArray, FileMetaData, SchemaElement } from "hyparquet";
import { ReplayFormatError } from "../replay-format-error.ts";
import type { TableCell } from "../table/table-layout.ts";
import type { TableReplayOptions } from "../table/table-replay-options.ts";

/** A column of a Parquet file. */
export interface ParquetColumn {
  readonly name: string;
  /** Whether it holds instants, by its type. */
  readonly isTimestamp: boolean;
  /** Whether these are what a clock on the wall showed. */
  readonly isLocalTime: boolean;
}

/**
 * The columns of a file, in its order.
 *
 * @throws {ReplayFormatError} if there are columns within columns
 */
export function parquetColumns(file: string, { schema }: FileMetaData): readonly ParquetColumn[] {
  const [, ...elements] = schema;
  const nested = elements.find(
    ({ num_children, repetition_type }) => num_children || repetition_type === "REPEATED",
  );
  if (nested !== undefined) {
    const problem = "holds columns or lists of its own; a recording has flat columns only";
    throw new ReplayFormatError({ file, column: nested.name, problem });
  }
  return elements.map((element) => {
    const { name, logical_type: logical } = element;
    const isLocalTime = logical?.type === "TIMESTAMP" && !logical.isAdjustedToUTC;
    return { name, isTimestamp: isTimestamp(element), isLocalTime };
  });
}

/** What the file says itself of its instants goes before what the options say. */
export function timestampFormat(
  timestamps: TableReplayOptions["timestamps"],
  columns: readonly ParquetColumn[],
): TableReplayOptions["timestamps"] {
  if (!("column" in timestamps)) return timestamps;
  const column = columns.find(({ name }) => name === timestamps.column);
  if (!column?.isTimestamp) return timestamps;
  return { column: column.name, format: column.isLocalTime ? "iso" : "unix-ms" };
}

/** Reads cells out of the values of a column. */
export function cellReader(values: DecodedArray, isLocalTime: boolean): (row: number) => TableCell {
  return (row) => {
    const value: unknown = values[row];
    if (value === null || value === undefined || typeof value === "string") return value;
    if (typeof value !== "number" && typeof value !== "bigint") return String(value);
    return isLocalTime ? localText(Number(value)) : Number(value);
  };
}

function isTimestamp({ type, converted_type: converted, logical_type: logical }: SchemaElement) {
  return (
    type === "INT96" ||
    logical?.type === "TIMESTAMP" ||
    converted === "TIMESTAMP_MILLIS" ||
    converted === "TIMESTAMP_MICROS"
  );
}

/** What a clock showed, which carries no zone. */
function localText(atMs: number): string {
  const date = new Date(atMs);
  return Number.isNaN(date.getTime()) ? String(atMs) : date.toISOString().slice(0, -1);
}
