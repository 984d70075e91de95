export { InfluxError, type InfluxErrorCode, isInfluxError } from "./errors/influx-error.ts";
export type { InfluxCache, ReadPeriodOptions } from "./influx-cache.ts";
export { openInflux } from "./open-influx.ts";
export type {
  InfluxOptions,
  InfluxV1Options,
  InfluxV2Options,
  InfluxV3Options,
} from "./versions/influx-options.ts";
