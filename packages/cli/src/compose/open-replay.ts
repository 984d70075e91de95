import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseInterval } from "@ven/scheduler";
import {
  openCsvReplay,
  openHdf5Replay,
  openParquetReplay,
  type ReplayMeters,
} from "@ven/simulator/replay";
import { SettingError } from "../errors/setting-error.ts";
import type { CommandContext } from "./command-context.ts";

/**
 * Opens the recorded data that `--replay` names: HDF5, Parquet or CSV, by its ending.
 *
 * @returns `undefined` if there is no `--replay`
 * @throws {SettingError} if the file is missing or a CSV or Parquet file lacks a setting that it needs
 */
export async function openReplay(context: CommandContext): Promise<ReplayMeters | undefined> {
  const { settings, terminal } = context;
  const { replay: file } = settings;
  if (file === undefined) return undefined;
  const path = resolve(terminal.workingFolder, file);
  if (!existsSync(path)) {
    throw new SettingError(`the replay file ${file} does not exist: check the path after --replay`);
  }
  const reportTimestamps = settings.replayTimestamps ?? "now";
  if (/\.(h5|hdf5)$/i.test(path)) return openHdf5Replay(path, { reportTimestamps });
  const { replayUnit: unit } = settings;
  if (unit === undefined) {
    throw new SettingError(
      `the unit of ${file} is not declared: add --replay-unit W, kW or kWh (energy per interval)`,
    );
  }
  const open = /\.parquet$/i.test(path) ? openParquetReplay : openCsvReplay;
  return open(path, {
    unit,
    layout: settings.replayLayout ?? "wide",
    timestamps: timestamps(context, file),
    timeZone: settings.replayTimeZone ?? "UTC",
    reportTimestamps,
    ...(settings.replayIgnore === undefined ? {} : { ignoreColumns: settings.replayIgnore }),
  });
}

function timestamps(context: CommandContext, file: string) {
  const { replayTimestampColumn, replayTimestampFormat, replayStart, replayStep } =
    context.settings;
  if (replayTimestampColumn !== undefined) {
    return { column: replayTimestampColumn, format: replayTimestampFormat ?? "iso" } as const;
  }
  if (replayStart === undefined || replayStep === undefined) {
    throw new SettingError(
      `it is not declared where ${file} has its time: add --replay-timestamp-column <name>, or --replay-start <instant> and --replay-step <interval> if it has none`,
    );
  }
  const startAtMs = Date.parse(replayStart);
  if (Number.isNaN(startAtMs)) {
    throw new SettingError(
      `--replay-start ${replayStart} is no instant: write 2025-07-31T23:00:00Z`,
    );
  }
  return { startAtMs, stepMs: parseInterval(replayStep) } as const;
}
