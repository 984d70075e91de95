import { isVenError, VenError } from "@ven/core";

/** A VTN refuses a VEN as existing, and shows none of its name: it allows one VEN per OAuth client. */
export class OneVenPerClientError extends VenError {
  /** @param options.ownVenName - a VEN that the VTN does show to this client */
  constructor(
    venName: string,
    vtnUrl: string,
    options: { readonly cause?: unknown; readonly ownVenName?: string | undefined } = {},
  ) {
    const { cause, ownVenName } = options;
    const shown = ownVenName === undefined ? "no VEN at all" : `only VEN "${ownVenName}"`;
    super(
      `${vtnUrl} refused VEN "${venName}" with 409 and shows this OAuth client ${shown}; ` +
        "many VTNs allow one VEN per OAuth client, so that N VENs need N credentials: " +
        "give each VEN a clientId and clientSecret of its own, or another name if it is taken",
      { code: "ONE_VEN_PER_CLIENT", ...(cause === undefined ? {} : { cause }) },
    );
  }
}

/** Tells whether a caught value is a {@link OneVenPerClientError}. */
export function isOneVenPerClientError(value: unknown): value is OneVenPerClientError {
  return isVenError(value, "ONE_VEN_PER_CLIENT");
}
