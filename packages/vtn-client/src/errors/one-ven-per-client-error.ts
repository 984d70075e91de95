import { isVenError, VenError } from "@ven/core";

/** A VTN refuses a VEN as existing, and shows none of its name: it allows one VEN per OAuth client. */
export class OneVenPerClientError extends VenError {
  constructor(venName: string, vtnUrl: string) {
    super(
      `${vtnUrl} refused VEN "${venName}" with 409 and shows this OAuth client no VEN of that name; ` +
        "many VTNs allow one VEN per OAuth client, so that N VENs need N credentials: " +
        "give each VEN a clientId and clientSecret of its own",
      { code: "ONE_VEN_PER_CLIENT" },
    );
  }
}

/** Tells whether a caught value is a {@link OneVenPerClientError}. */
export function isOneVenPerClientError(value: unknown): value is OneVenPerClientError {
  return isVenError(value, "ONE_VEN_PER_CLIENT");
}
