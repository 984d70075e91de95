import type { ColumnSource } from "hyparquet-writer";
import { qualityOf } from "../measurement/reading-quality.ts";
import { checkedLayout } from "./checked-layout.ts";
import { ParquetFile, type ParquetFileColumn } from "./parquet-file.ts";
import type { BatchLoad, ReadingBatch, ReadingBatches } from "./reading-batch.ts";
import { wideColumn } from "./wide-column.ts";
import { type BatchWriter, writeBatches } from "./write-batches.ts";
import type { TableWriteOptions, WrittenFile } from "./write-options.ts";

/** Rows of a group, at most; a batch of more is written as several. */
const GROUP_ROWS = 131_072;

const LONG_COLUMNS: readonly ParquetFileColumn[] = [
  { name: "timestamp", type: "timestamp" },
  { name: "ven", type: "text" },
  { name: "meter", type: "text" },
  { name: "load", type: "text" },
  { name: "power", type: "power" },
];
const QUALITY_COLUMN: ParquetFileColumn = { name: "quality", type: "text" };

/**
 * Writes readings as Parquet: instants as TIMESTAMP (ms, UTC), powers in W as DOUBLE, a null for a
 * missing reading. In the long layout each batch stands load by load, and
 * has a column `quality` unless all meters are perfect. `openParquetReplay` reads it with
 * `{ unit: "W", timestamps: { column: "timestamp", format: "iso" } }`.
 *
 * @throws {OutputFileError} if the file cannot be written; nothing of it stays then
 */
export function writeParquet(
  file: string,
  batches: ReadingBatches,
  options: TableWriteOptions = {},
): Promise<WrittenFile> {
  const layout = checkedLayout(options.layout);
  return writeBatches(file, batches, options, async (path, first): Promise<BatchWriter> => {
    const names = Array.from(first.loads, (_, row) => first.name(row));
    const isLong = layout === "long";
    const columns: readonly ParquetFileColumn[] = isLong
      ? [...LONG_COLUMNS, ...(first.quality === undefined ? [] : [QUALITY_COLUMN])]
      : [
          { name: "timestamp", type: "timestamp" },
          ...names.map((name) => ({ name: wideColumn(name), type: "power" }) as const),
        ];
    const parquet = await ParquetFile.open(path, columns);
    const groupsOf = isLong ? longGroups : wideGroups;
    return {
      async write(batch) {
        for (const group of groupsOf(batch, names, columns)) await parquet.writeGroup(group);
      },
      finish: () => parquet.finish(),
      [Symbol.asyncDispose]: () => parquet[Symbol.asyncDispose](),
    };
  });
}

type Names = readonly BatchLoad[];

/** As many loads as fit in a group at a time. */
function* longGroups(
  { timestampMs, powerW, quality }: ReadingBatch,
  names: Names,
  columns: readonly ParquetFileColumn[],
): Iterable<ColumnSource[]> {
  const count = timestampMs.length;
  const instants = Array.from(timestampMs, BigInt);
  const loadsPerGroup = Math.max(1, Math.floor(GROUP_ROWS / Math.max(1, count)));
  for (let from = 0; from < names.length; from += loadsPerGroup) {
    const group = names.slice(from, from + loadsPerGroup);
    const repeated = (text: (name: BatchLoad) => string) =>
      group.flatMap((name) => new Array<string>(count).fill(text(name)));
    const first = from * count;
    const values = powerW.subarray(first, first + group.length * count);
    const qualities = () =>
      Array.from(values, (power, at) => qualityOf(power, quality?.[first + at]));
    yield [
      { name: "timestamp", data: group.flatMap(() => instants) },
      { name: "ven", data: repeated(({ venId }) => venId) },
      { name: "meter", data: repeated(({ resourceId }) => resourceId) },
      { name: "load", data: repeated(({ loadId }) => loadId) },
      { name: "power", data: Array.from(values, orNull) },
      ...(columns.includes(QUALITY_COLUMN) ? [{ name: "quality", data: qualities() }] : []),
    ];
  }
}

function* wideGroups(
  { timestampMs, powerW }: ReadingBatch,
  names: Names,
  columns: readonly ParquetFileColumn[],
): Iterable<ColumnSource[]> {
  const count = timestampMs.length;
  yield [
    { name: "timestamp", data: Array.from(timestampMs, BigInt) },
    ...names.map((_, row) => {
      const data = Array.from(powerW.subarray(row * count, (row + 1) * count), orNull);
      return { name: columns[row + 1]?.name ?? "", data };
    }),
  ];
}

function orNull(powerW: number): number | null {
  return Number.isNaN(powerW) ? null : powerW;
}
