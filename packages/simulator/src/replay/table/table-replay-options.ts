import type { ReplayOptions } from "../replay-options.ts";

/** A column that holds the instant of each row. */
export interface TimestampColumn {
  readonly column: string;
  /**
   * `iso`: `2025-01-16T14:00`, with seconds, fraction and zone or without; `unix-s`, `unix-ms`:
   * numbers. A row's instant is taken as it is, whether the interval begins or ends there.
   */
  readonly format: "iso" | "unix-s" | "unix-ms";
}

/** The instants of a file that holds none: row n is at `startAtMs + n * stepMs`. */
export interface TimestampGrid {
  /** Epoch ms. */
  readonly startAtMs: number;
  /** Whole ms above 0. */
  readonly stepMs: number;
}

/** What a table does not say of itself. */
export interface TableReplayOptions extends ReplayOptions {
  /**
   * `wide`: a column per load, named `<meter>` (then its load is `load_0`) or `<meter>/<load>`.
   * `long`: a row per reading, with columns `meter`, `power` and, unless all is `load_0`, `load`.
   */
  readonly layout: "wide" | "long";
  readonly timestamps: TimestampColumn | TimestampGrid;
  /** Unit of the powers; `kWh` is energy per interval, made into its mean power. */
  readonly unit: "W" | "kW" | "kWh";
  /**
   * Zone of ISO timestamps that carry none: an IANA name, or a fixed offset such as `+10:00`.
   * Needed if there are such timestamps.
   */
  readonly timeZone?: string;
  /** Wide only: columns that hold no power. */
  readonly ignoreColumns?: readonly string[];
  /** Wide only: the columns that hold powers; all but the ignored ones if left out. */
  readonly columns?: readonly string[];
}
