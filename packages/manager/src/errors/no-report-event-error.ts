import { isVenError, VenError } from "@ven/core";

/** A VTN has no event that reports could quote, and does not let this client create one. */
export class NoReportEventError extends VenError {
  constructor(vtnUrl: string, cause: unknown) {
    super(
      `${vtnUrl} has no report-only event "ven-telemetry" and lets this client create none: give ` +
        "`businessLogicAuth` or `eventId`",
      { code: "NO_REPORT_EVENT", cause },
    );
  }
}

/** Tells whether a caught value is a {@link NoReportEventError}. */
export function isNoReportEventError(value: unknown): value is NoReportEventError {
  return isVenError(value, "NO_REPORT_EVENT");
}
