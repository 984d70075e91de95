import type { OpenAdrVersion } from "@ven/openadr-schema";
import { Refusal } from "../http/refusal.ts";
import type { ClientRole } from "./mock-vtn-client.ts";

/** Who sends a request. */
export interface Caller {
  /** What the VTN stamps as `clientID`. */
  readonly clientId: string;
  readonly role: ClientRole;
  /** `undefined`: all that there are. */
  readonly scopes: ReadonlySet<string> | undefined;
}

/** Everybody, at a VTN that asks for no token. */
export const ANONYMOUS: Caller = { clientId: "anonymous", role: "BL", scopes: undefined };

/** Whoever sends the token of that number, with all rights. */
export function tokenHolder(index: number): Caller {
  return { ...ANONYMOUS, clientId: `bearer-token-${index + 1}` };
}

/** Whether a `clientID` stands for callers with all rights rather than for a client. */
export function hasAllRights(clientId: string): boolean {
  return clientId === ANONYMOUS.clientId || /^bearer-token-\d+$/.test(clientId);
}

/** What `read_all` of business logic stands for in 3.1.0. */
const READ_SCOPES: ReadonlySet<string> = new Set(["read_targets", "read_ven_objects", "read_bl"]);

/** @throws {Refusal} 403 that names the scope which is missing */
export function requireScope(caller: Caller, version: OpenAdrVersion, scope: string): void {
  if (hasScope(caller, version, scope)) return;
  throw new Refusal(403, `client "${caller.clientId}" lacks the scope ${scope}`, {
    "www-authenticate": `Bearer error="insufficient_scope", scope="${scope}"`,
  });
}

/**
 * Whether a caller has a scope, or in 3.1.0 one that includes it.
 *
 * In 3.1.0 `read_all` is for business logic alone: a VEN's token may carry it for 3.0.1, and gains
 * nothing by it.
 */
export function hasScope(
  { role, scopes }: Caller,
  version: OpenAdrVersion,
  scope: string,
): boolean {
  if (scopes === undefined) return true;
  if (version === "3.0.1") return scopes.has(scope);
  if (scope === "read_all") return role === "BL" && scopes.has(scope);
  if (scopes.has(scope)) return true;
  return role === "BL" && READ_SCOPES.has(scope) && scopes.has("read_all");
}
