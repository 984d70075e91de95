import type { Clock, Logger } from "@ven/core";

/** How to reach an InfluxDB of a known version. */
export type InfluxOptions = InfluxV1Options | InfluxV2Options | InfluxV3Options;

interface CommonOptions {
  /** Base address, such as `http://127.0.0.1:8086`; `http://` for this machine only. */
  readonly url: string;
  /** Allow `http://` to another machine, where anybody on the way reads readings and token. @defaultValue false */
  readonly allowPlainHttp?: boolean;
  /** Measurement (in 3.x: table) of the readings: a letter, then letters, digits and `_`, at most 64 in all. @defaultValue "ven_reading" */
  readonly measurement?: string;
  /** Longest wait for one whole answer, ms; 1 to 600_000. @defaultValue 10_000 */
  readonly timeoutMs?: number;
  /** @defaultValue the machine's */
  readonly clock?: Clock;
  /** @defaultValue silent */
  readonly logger?: Logger;
}

/** InfluxDB 1.x, and what speaks its `/write` and `/query`. */
export interface InfluxV1Options extends CommonOptions {
  readonly version: "1";
  readonly database: string;
  /** @defaultValue the database's own */
  readonly retentionPolicy?: string;
  /** Create the database when the first write finds none. @defaultValue true */
  readonly createDatabase?: boolean;
  readonly username?: string;
  readonly password?: string;
}

/** InfluxDB 2.x and InfluxDB Cloud on its engine. */
export interface InfluxV2Options extends CommonOptions {
  readonly version: "2";
  readonly token?: string;
  /** Name or id of the organisation. */
  readonly org: string;
  readonly bucket: string;
}

/** InfluxDB 3.x. */
export interface InfluxV3Options extends CommonOptions {
  readonly version: "3";
  readonly token?: string;
  /** What 3.x itself calls a database. */
  readonly bucket: string;
}
