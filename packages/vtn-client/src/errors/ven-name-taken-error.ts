import { isVenError, VenError } from "@ven/core";

/** A VTN refuses a VEN as existing to a client that has none: another client's VEN has the name. */
export class VenNameTakenError extends VenError {
  constructor(venName: string, vtnUrl: string, options: { readonly cause?: unknown } = {}) {
    super(
      `${vtnUrl} refused VEN "${venName}" with 409, and this OAuth client has no VEN there: ` +
        "the name is taken by a VEN that this client may not see; give another venName, " +
        "or the clientId and clientSecret with which that VEN was made",
      { code: "VEN_NAME_TAKEN", ...options },
    );
  }
}

/** Tells whether a caught value is a {@link VenNameTakenError}. */
export function isVenNameTakenError(value: unknown): value is VenNameTakenError {
  return isVenError(value, "VEN_NAME_TAKEN");
}
