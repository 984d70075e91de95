export { isOutputFileError, OutputFileError } from "./files/output-file-error.ts";
export type { BatchLoad, ReadingBatch, ReadingBatches } from "./files/reading-batch.ts";
export { writeCsv } from "./files/write-csv.ts";
export { writeHdf5 } from "./files/write-hdf5.ts";
export type { TableWriteOptions, WriteOptions, WrittenFile } from "./files/write-options.ts";
export { writeParquet } from "./files/write-parquet.ts";
export { type ReadingFormat, readingFormatOf, writeReadings } from "./files/write-readings.ts";
export { writeText } from "./files/write-text.ts";
