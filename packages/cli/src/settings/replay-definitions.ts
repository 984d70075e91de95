import type { SettingDefinition } from "./setting-definition.ts";
import { choice, interval, list, text } from "./setting-schemas.ts";
import type { SettingKey } from "./settings.ts";

/** Their keys. */
export type ReplayKey = Extract<SettingKey, `replay${string}`>;

/** The settings that say which recorded data is replayed, and how it is to be read. */
export const REPLAY_DEFINITIONS: Readonly<Record<ReplayKey, SettingDefinition>> = {
  replay: {
    schema: text,
    flag: "--replay <file>",
    help: "report recorded data (.csv, .parquet, .h5, .hdf5) instead of synthetic",
  },
  replayUnit: {
    schema: choice(["W", "kW", "kWh"]),
    flag: "--replay-unit <unit>",
    help: "unit of a CSV or Parquet file: W, kW, or kWh per interval",
  },
  replayLayout: {
    schema: choice(["wide", "long"]),
    flag: "--replay-layout <layout>",
    help: "wide (a column per meter) or long (a row per reading)",
    shownDefault: "wide",
  },
  replayTimestampColumn: {
    schema: text,
    flag: "--replay-timestamp-column <name>",
    help: "CSV column that holds the time",
  },
  replayTimestampFormat: {
    schema: choice(["iso", "unix-s", "unix-ms"]),
    flag: "--replay-timestamp-format <format>",
    help: "iso, unix-s or unix-ms",
    shownDefault: "iso",
  },
  replayTimeZone: {
    schema: text,
    flag: "--replay-time-zone <zone>",
    help: "zone of CSV times that carry none: Europe/Copenhagen, +10:00",
    shownDefault: "UTC",
  },
  replayStart: {
    schema: text,
    flag: "--replay-start <instant>",
    help: "first instant of a CSV without a time column, such as 2025-07-31T23:00:00Z",
  },
  replayStep: {
    schema: interval,
    flag: "--replay-step <interval>",
    help: "step of a CSV without a time column: 15m, 1h",
  },
  replayIgnore: {
    schema: list,
    flag: "--replay-ignore <columns>",
    help: "CSV columns that are no meters, separated by commas",
  },
  replayTimestamps: {
    schema: choice(["now", "recorded"]),
    flag: "--replay-timestamps <which>",
    help: "instant to report: now or recorded",
    shownDefault: "now",
  },
};
