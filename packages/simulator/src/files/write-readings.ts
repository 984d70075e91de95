import { InvalidValueError } from "@ven/core";
import type { ReadingBatches } from "./reading-batch.ts";
import { writeCsv } from "./write-csv.ts";
import { writeHdf5 } from "./write-hdf5.ts";
import type { TableWriteOptions, WrittenFile } from "./write-options.ts";
import { writeParquet } from "./write-parquet.ts";

/** How readings can be written. */
export type ReadingFormat = "csv" | "parquet" | "hdf5";

const BY_ENDING: Readonly<Record<string, ReadingFormat>> = {
  csv: "csv",
  parquet: "parquet",
  h5: "hdf5",
  hdf5: "hdf5",
};

/**
 * The format of a file, by its ending.
 *
 * @throws {InvalidValueError} if it is none of `.csv`, `.parquet`, `.h5` and `.hdf5`
 */
export function readingFormatOf(file: string): ReadingFormat {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase() ?? "";
  const format = Object.hasOwn(BY_ENDING, ending) ? BY_ENDING[ending] : undefined;
  if (format !== undefined) return format;
  throw new InvalidValueError("file", file, "let it end in .csv, .parquet, .h5 or .hdf5");
}

/**
 * Writes readings in the format of the file's ending, batch by batch: what `Simulator.stream` gives is
 * never in memory as a whole. The file is there in the end, or not at all.
 *
 * @throws {InvalidValueError} if the ending, an option or an id cannot be used
 * @throws {OutputFileError} if the file cannot be written
 */
export async function writeReadings(
  file: string,
  batches: ReadingBatches,
  options: TableWriteOptions = {},
): Promise<WrittenFile> {
  switch (readingFormatOf(file)) {
    case "csv":
      return writeCsv(file, batches, options);
    case "parquet":
      return writeParquet(file, batches, options);
    case "hdf5":
      return writeHdf5(file, batches, options);
  }
}
