import { type FileHandle, open } from "node:fs/promises";
import { isVenError } from "@ven/core";
import type { AsyncBuffer, FileMetaData } from "hyparquet";
import { ReplayFileError } from "../replay-file-error.ts";
import { ReplayFormatError } from "../replay-format-error.ts";
import type { ReplayMeters } from "../replay-meters.ts";
import { TableCollector } from "../table/table-collector.ts";
import type { TableCell } from "../table/table-layout.ts";
import type { TableReplayOptions } from "../table/table-replay-options.ts";
import { cellReader, parquetColumns, timestampFormat } from "./parquet-columns.ts";

const SIGNATURE = "PAR1";

/**
 * Options of {@link openParquetReplay}: what the file does not say of itself. A column of the type
 * TIMESTAMP says its format itself; one that is local time needs `timeZone`.
 */
export interface ParquetReplayOptions extends TableReplayOptions {}

/**
 * Reads recorded powers from a Parquet file of flat columns. A null is a missing reading; so is an
 * instant that the file leaves out. The file is read one row group at a time, and of it only the columns
 * that are needed: only the powers that are asked for stay in memory, 8 bytes each.
 *
 * @throws {InvalidValueError} if an option cannot be used
 * @throws {ReplayFileError} if the file cannot be read
 * @throws {ReplayFormatError} if it is not what the options declare; names row, column and value
 */
export async function openParquetReplay(
  path: string,
  options: ParquetReplayOptions,
): Promise<ReplayMeters> {
  const { signal } = options;
  signal?.throwIfAborted();
  let handle: FileHandle | undefined;
  try {
    handle = await open(path, "r");
    const buffer = await openBuffer(path, handle);
    return await readFile(path, buffer, options);
  } catch (error) {
    signal?.throwIfAborted();
    if (isVenError(error)) throw error;
    if (error instanceof Error && "syscall" in error) throw new ReplayFileError(path, error);
    const reason = error instanceof Error ? error.message : String(error);
    const problem = `is damaged or cut off (${reason}); get it anew from where it was recorded`;
    throw new ReplayFormatError({ file: path, problem }, { cause: error });
  } finally {
    await handle?.close();
  }
}

async function readFile(
  file: string,
  buffer: AsyncBuffer,
  options: ParquetReplayOptions,
): Promise<ReplayMeters> {
  // Loaded only here: they are ES modules, and the decoders are WebAssembly.
  const { parquetMetadataAsync, parquetScan } = await import("hyparquet");
  const { compressors } = await import("hyparquet-compressors");
  const metadata: FileMetaData = await parquetMetadataAsync(buffer);
  const columns = parquetColumns(file, metadata);
  const collector = new TableCollector(file, {
    ...options,
    timestamps: timestampFormat(options.timestamps, columns),
  });
  const names = columns.map(({ name }) => name);
  const positions = collector.begin({ file, names });
  const cells: TableCell[] = new Array<TableCell>(names.length);
  const parts = { file: buffer, metadata, compressors, parsers: TIMESTAMP_PARSERS };
  const scan = await parquetScan({ ...parts, columns: positions.map((at) => names[at] ?? "") });
  for (const { rowStart, rowEnd } of scan.ranges) {
    options.signal?.throwIfAborted();
    const readers: { readonly position: number; read(row: number): TableCell }[] = [];
    for (const position of positions) {
      const { name = "", isLocalTime = false } = columns[position] ?? {};
      const values = await scan.readColumn({ column: name, rowStart, rowEnd });
      readers.push({ position, read: cellReader(values, isLocalTime) });
    }
    for (let row = 0; row < rowEnd - rowStart; row += 1) {
      for (const { position, read } of readers) cells[position] = read(row);
      collector.readRow(cells, rowStart + row + 1);
    }
  }
  return collector.finish();
}

/** Instants as epoch ms, not as objects. */
const TIMESTAMP_PARSERS = {
  timestampFromMilliseconds: (millis: bigint): number => Number(millis),
  timestampFromMicroseconds: (micros: bigint): number => Number(micros) / 1e3,
  timestampFromNanoseconds: (nanos: bigint): number => Number(nanos) / 1e6,
};

/** @throws {ReplayFormatError} if it is something else */
async function openBuffer(path: string, handle: FileHandle): Promise<AsyncBuffer> {
  const { size } = await handle.stat();
  const read = async (start: number, end: number): Promise<ArrayBuffer> => {
    const bytes = new Uint8Array(end - start);
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, start);
    return bytesRead === bytes.length ? bytes.buffer : bytes.slice(0, bytesRead).buffer;
  };
  const marks = await Promise.all([
    read(0, SIGNATURE.length),
    read(Math.max(0, size - SIGNATURE.length), size),
  ]);
  if (!marks.every((mark) => Buffer.from(mark).toString("latin1") === SIGNATURE)) {
    const isBegun = Buffer.from(marks[0]).toString("latin1") === SIGNATURE;
    const kind = isBegun ? "is damaged or cut off" : "is not a Parquet file";
    throw new ReplayFormatError({ file: path, problem: size === 0 ? "is empty" : kind });
  }
  return { byteLength: size, slice: (start, end = size) => read(start, end) };
}
