/** Log levels, least important first. */
export const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

/** How much the `ven` command says. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The settings of the `ven` command, as `ven.config.*` holds them. */
export interface Settings {
  /** Base address of the VTN. @defaultValue "http://127.0.0.1:8444/openadr3" */
  readonly vtnUrl?: string;
  /** What is spoken with the VTN. @defaultValue "flat" */
  readonly protocol?: "flat" | "3.0.1" | "3.1.0";
  /** File that holds the bearer token. VEN_BEARER_TOKEN in the environment wins. */
  readonly bearerTokenFile?: string;
  /** OAuth2 client as which every VEN logs in; its secret is in VEN_CLIENT_SECRET or a file. */
  readonly clientId?: string;
  /** File that holds the secret of `clientId`. VEN_CLIENT_SECRET in the environment wins. */
  readonly clientSecretFile?: string;
  /** JSON file with an OAuth2 client per VEN, and one for business logic. */
  readonly credentialsFile?: string;
  /** Where tokens come from. @defaultValue what the VTN names */
  readonly tokenUrl?: string;
  /** SQLite file with the fleet. @defaultValue "ven.sqlite" */
  readonly database?: string;
  /** SQLite file with the readings that wait for the VTN. @defaultValue beside `database`, such as "ven.outbox.sqlite" */
  readonly outbox?: string;
  /** Largest size of that file, such as `500MB`. @defaultValue "2GiB" */
  readonly maxOutboxBytes?: string;
  /** Gives up readings that are older, such as `7d`. @defaultValue never */
  readonly maxOutboxAge?: string;
  /** What happens when it is full. @defaultValue "drop-oldest" */
  readonly onFull?: "drop-oldest" | "drop-newest" | "downsample" | "block";
  /** What readings that were taken survive: the end of the process, or of the power too. @defaultValue "power-loss" */
  readonly durability?: "process" | "power-loss";
  /** VENs to report. @defaultValue every VEN of the fleet */
  readonly vens?: readonly string[];
  /** How often to report, such as `10s` or `15m`. @defaultValue "10s" */
  readonly every?: string;
  /** Program to quote in each report. @defaultValue none in the flat dialect, else one that is made */
  readonly programId?: string;
  /** Event to quote in each report of 3.0.1 and 3.1.0. @defaultValue one that is made */
  readonly eventId?: string;
  /**
   * How long reports of 3.0.1 and 3.1.0 quote the same event, such as `15m` or `1d`, where `eventId` names
   * none. @defaultValue "1h"
   */
  readonly eventPeriod?: string;
  /** Report only these loads. @defaultValue all */
  readonly loadIds?: readonly string[];
  /** Leaves out readings that differ by no more W from the one reported last. @defaultValue every reading is reported */
  readonly deadbandW?: number;
  /** Most readings in one report of 3.0.1 and 3.1.0, 1 to 10_000. @defaultValue all of a VEN's tick */
  readonly maxReadingsPerReport?: number;
  /** How many ticks of a VEN wait for one another, to be reported together; 1 to 1_000. @defaultValue 1 */
  readonly ticksPerReport?: number;
  /** What becomes of a report whose fate is unknown and that the VTN does not let us look for. @defaultValue "retry" */
  readonly onAmbiguous?: "retry" | "skip" | "park";
  /** Most requests under way at once, 1 to 1_000. @defaultValue 16 */
  readonly concurrency?: number;
  /** Most requests started per second, above 0. @defaultValue unlimited */
  readonly maxReportsPerSecond?: number;
  /** Most requests started per second for readings of earlier ticks. @defaultValue 200 */
  readonly maxBacklogReportsPerSecond?: number;
  /** Longest wait for one whole answer, such as `30s`. @defaultValue "30s" */
  readonly timeout?: string;
  /** Ends `start` in reports with `Z`. @defaultValue false */
  readonly zonedStart?: boolean;
  /** Allows `http://` to another machine. @defaultValue false */
  readonly allowPlainHttp?: boolean;
  /** PEM file with the certificates to trust. @defaultValue what the system trusts */
  readonly caFile?: string;
  /** PEM file with our certificate, for a VTN that asks for one. */
  readonly certFile?: string;
  /** PEM file with the key of `certFile`. */
  readonly keyFile?: string;
  /** Accepts any certificate of the VTN. @defaultValue false */
  readonly insecure?: boolean;
  /** InfluxDB that gets every reading that is reported, too, such as `http://127.0.0.1:8086`. @defaultValue none */
  readonly influxUrl?: string;
  /** Its major version. @defaultValue "1" */
  readonly influxVersion?: "1" | "2" | "3";
  /** Its database (1, 3) or bucket (2). @defaultValue "ven" */
  readonly influxDatabase?: string;
  /** Its organisation (2). */
  readonly influxOrg?: string;
  /** User as whom it is written to (1); the token is the password. */
  readonly influxUser?: string;
  /** File that holds its token. VEN_INFLUX_TOKEN in the environment wins. */
  readonly influxTokenFile?: string;
  /** Seed of the synthetic meters. @defaultValue "ven" */
  readonly seed?: string;
  /** How much faster time passes for the meters; above 0, to 1_000_000. @defaultValue 1 */
  readonly speed?: number;
  /** Recorded data to report instead of synthetic: `.csv`, `.parquet`, `.h5` or `.hdf5`. */
  readonly replay?: string;
  /** Unit of a CSV or Parquet file; kWh is energy per interval. */
  readonly replayUnit?: "W" | "kW" | "kWh";
  /** A column per meter, or a row per reading. @defaultValue "wide" */
  readonly replayLayout?: "wide" | "long";
  /** CSV column that holds the time. */
  readonly replayTimestampColumn?: string;
  /** @defaultValue "iso" */
  readonly replayTimestampFormat?: "iso" | "unix-s" | "unix-ms";
  /** Zone of CSV times that carry none, such as `Europe/Copenhagen` or `+10:00`. @defaultValue "UTC" */
  readonly replayTimeZone?: string;
  /** First instant of a CSV without a time column, such as `2025-07-31T23:00:00Z`. */
  readonly replayStart?: string;
  /** Step of a CSV without a time column, such as `1h`. */
  readonly replayStep?: string;
  /** CSV columns that are no meters. */
  readonly replayIgnore?: readonly string[];
  /** Which instant to report. @defaultValue "now" */
  readonly replayTimestamps?: "now" | "recorded";
  /** @defaultValue "info" */
  readonly logLevel?: LogLevel;
  /** Lines for people, or pino JSON. @defaultValue "lines" */
  readonly logFormat?: "lines" | "json";
}

/** Key of a setting in `ven.config.*`. */
export type SettingKey = keyof Settings;
