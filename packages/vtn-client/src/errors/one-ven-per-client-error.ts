import { isVenError, VenError } from "@ven/core";

/** A VTN refuses a VEN as existing, and shows this OAuth client another: it allows one VEN per client. */
export class OneVenPerClientError extends VenError {
  /** @param options.ownVenName - the VEN that the VTN does show to this client */
  constructor(
    venName: string,
    vtnUrl: string,
    options: { readonly ownVenName: string; readonly cause?: unknown },
  ) {
    const { ownVenName, ...more } = options;
    super(
      `${vtnUrl} refused VEN "${venName}" with 409 and shows this OAuth client only VEN "${ownVenName}"; ` +
        "many VTNs allow one VEN per OAuth client, so that N VENs need N credentials: " +
        "give each VEN a clientId and clientSecret of its own, or another name if it is taken",
      { code: "ONE_VEN_PER_CLIENT", ...more },
    );
  }
}

/** Tells whether a caught value is a {@link OneVenPerClientError}. */
export function isOneVenPerClientError(value: unknown): value is OneVenPerClientError {
  return isVenError(value, "ONE_VEN_PER_CLIENT");
}
