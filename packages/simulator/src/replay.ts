export { type CsvReplayOptions, openCsvReplay } from "./replay/csv/open-csv-replay.ts";
export { type Hdf5ReplayOptions, openHdf5Replay } from "./replay/open-hdf5-replay.ts";
export {
  openParquetReplay,
  type ParquetReplayOptions,
} from "./replay/parquet/open-parquet-replay.ts";
export type { Recording } from "./replay/recording.ts";
export { isReplayFileError, ReplayFileError } from "./replay/replay-file-error.ts";
export { type ReplayFleetOptions, replayFleet } from "./replay/replay-fleet.ts";
export { isReplayFormatError, ReplayFormatError } from "./replay/replay-format-error.ts";
export type { ReplayMeters, ReportTimestamps } from "./replay/replay-meters.ts";
export type { BadRowPolicy, ReplayOptions, ReplayWrap } from "./replay/replay-options.ts";
export type {
  TableReplayOptions,
  TimestampColumn,
  TimestampGrid,
} from "./replay/table/table-replay-options.ts";
