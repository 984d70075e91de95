export type {
  CsvReplayOptions,
  TimestampColumn,
  TimestampGrid,
} from "./replay/csv/csv-replay-options.ts";
export { openCsvReplay } from "./replay/csv/open-csv-replay.ts";
export { type Hdf5ReplayOptions, openHdf5Replay } from "./replay/open-hdf5-replay.ts";
export { isReplayFileError, ReplayFileError } from "./replay/replay-file-error.ts";
export { type ReplayFleetOptions, replayFleet } from "./replay/replay-fleet.ts";
export { isReplayFormatError, ReplayFormatError } from "./replay/replay-format-error.ts";
export type { ReplayMeters, ReportTimestamps } from "./replay/replay-meters.ts";
