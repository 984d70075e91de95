import { isVenError, VenError } from "@ven/core";

/** There is no event that reports could quote: none of the name, and this client may not create one; or none of the id. */
export class NoReportEventError extends VenError {
  /** @param eventId - the one that the options name, if they do */
  constructor(vtnUrl: string, eventId: string | undefined, cause: unknown) {
    super(
      eventId === undefined
        ? `${vtnUrl} has no event "ven-telemetry" for reports to quote, and does not let this client create it: give \`businessLogicAuth\` or \`eventId\``
        : `${vtnUrl} has no event "${eventId.slice(0, 128)}" for reports to quote: give another \`eventId\`, or none`,
      { code: "NO_REPORT_EVENT", cause },
    );
  }
}

/** Tells whether a caught value is a {@link NoReportEventError}. */
export function isNoReportEventError(value: unknown): value is NoReportEventError {
  return isVenError(value, "NO_REPORT_EVENT");
}
