import { checkKnownKeys, InvalidValueError, type KeysOf } from "@ven/core";
import { KNOWN_SCOPES } from "./role-scopes.ts";

/** What a client of a VTN is: business logic, or a VEN. */
export type ClientRole = "BL" | "VEN";

/** An OAuth client that a mock VTN knows. */
export interface MockVtnClient {
  /** 1 to 128 characters. */
  readonly clientId: string;
  readonly clientSecret: string;
  readonly role: ClientRole;
  /**
   * Which scopes of 3.0.1 and 3.1.0 it may have; `[]` for none.
   *
   * @defaultValue those of its role; see `ROLE_SCOPES`
   */
  readonly scopes?: readonly string[];
}

const CLIENT_KEYS: KeysOf<MockVtnClient> = {
  clientId: true,
  clientSecret: true,
  role: true,
  scopes: true,
};

/**
 * @throws {InvalidValueError} if there is none, which would open the VTN to everybody; if one lacks a
 * part, has one that there is not or a scope that does not exist, or two share a `clientId`
 */
export function checkClients(clients: readonly MockVtnClient[]): void {
  if (clients.length === 0) {
    const rule = "give at least one, or leave clients out for a VTN that is open to everybody";
    throw new InvalidValueError("clients", clients, rule);
  }
  const known = new Set<string>();
  for (const client of clients) {
    checkKnownKeys("clients", client, CLIENT_KEYS);
    const { clientId, clientSecret, role, scopes = [] } = client;
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
      if (KNOWN_SCOPES.has(scope)) continue;
      const rule = `give some of ${[...KNOWN_SCOPES].join(", ")}`;
      throw new InvalidValueError("clients: scopes", scope, rule);
    }
  }
}
