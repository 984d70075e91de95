import { isVenError, VenError } from "@ven/core";

/** What can go wrong between this package and an InfluxDB. */
export type InfluxErrorCode =
  | "INFLUX_UNREACHABLE"
  | "INFLUX_UNAVAILABLE"
  | "INFLUX_MISCONFIGURED"
  | "INFLUX_REFUSED"
  | "INFLUX_ANSWER_INVALID"
  | "INFLUX_CLOSED";

/** InfluxDB did not do what it was asked for; the message says where, why and what to do. */
export class InfluxError extends VenError {
  declare readonly code: InfluxErrorCode;
  /** HTTP status of the answer, if there was one. */
  readonly status?: number;
  /** Whether InfluxDB will never take these readings, so that whoever keeps them may give them up. */
  readonly isPermanent: boolean;

  constructor(
    code: InfluxErrorCode,
    message: string,
    options: { readonly status?: number; readonly cause?: unknown } = {},
  ) {
    const { status, cause } = options;
    const isRetryable = code === "INFLUX_UNREACHABLE" || code === "INFLUX_UNAVAILABLE";
    super(message, { code, isRetryable, ...(cause === undefined ? {} : { cause }) });
    this.isPermanent = code === "INFLUX_REFUSED";
    if (status !== undefined) this.status = status;
  }
}

/**
 * Tells whether a caught value is an {@link InfluxError}.
 *
 * @param code - only errors with this code
 */
export function isInfluxError(value: unknown, code?: InfluxErrorCode): value is InfluxError {
  return isVenError(value, code) && value.code.startsWith("INFLUX_");
}
