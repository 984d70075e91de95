import type { NamedColumns } from "./reading-columns.ts";

/**
 * A place to which every reading goes besides the VTN, such as a time-series database. What it is given
 * twice is as if it were given once.
 */
export interface ReadingSink {
  /** 1 to 32 characters, such as `influx`. */
  readonly name: string;
  /**
   * Takes readings. Those that are missing (`NaN`) are passed over.
   *
   * @throws if it may not have all of them; `InvalidValueError`, or an error whose `isPermanent` is
   * true, if it will never take them
   */
  write(columns: NamedColumns, options?: { readonly signal?: AbortSignal }): Promise<void>;
  /**
   * Takes note that the VTN has these readings.
   *
   * @throws if it may not have noted it for all of them
   */
  markDelivered(columns: NamedColumns, options?: { readonly signal?: AbortSignal }): Promise<void>;
}
