import { InvalidValueError } from "@ven/core";

/** What a client of a VTN is: business logic, or a VEN. */
export type ClientRole = "BL" | "VEN";

/** An OAuth client that a mock VTN knows. */
export interface MockVtnClient {
  /** 1 to 128 characters. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly role: ClientRole;
  /** Which scopes it may have. @defaultValue those of its role; see `ROLE_SCOPES` */
  readonly scopes?: readonly string[];
}

/** @throws {InvalidValueError} if a client lacks a part, or two share a `clientId` */
export function checkClients(clients: readonly MockVtnClient[]): void {
  const known = new Set<string>();
  for (const { clientId, clientSecret, role, scopes = [] } of clients) {
    if (clientId.length < 1 || clientId.length > 128) {
      throw new InvalidValueError("clients: clientId", clientId, "give 1 to 128 characters");
    }
    if (known.has(clientId)) {
      throw new InvalidValueError("clients: clientId", clientId, "give each client its own");
    }
    known.add(clientId);
    if (clientSecret.length < 1 || clientSecret.length > 4_096) {
      throw new InvalidValueError("clients: clientSecret", "(hidden)", "give 1 to 4096 characters");
    }
    if (role !== "BL" && role !== "VEN") {
      throw new InvalidValueError("clients: role", role, 'give "BL" or "VEN"');
    }
    for (const scope of scopes) {
      if (/^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/.test(scope)) continue;
      throw new InvalidValueError("clients: scopes", scope, "give scopes without spaces");
    }
  }
}
