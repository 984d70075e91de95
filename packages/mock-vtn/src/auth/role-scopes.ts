import type { MockVtnProtocol } from "../mock-vtn-protocol.ts";
import type { ClientRole } from "./mock-vtn-client.ts";

const VEN_WRITES = ["write_reports", "write_subscriptions", "write_vens"] as const;
const BL_WRITES = ["write_programs", "write_events", "write_subscriptions", "write_vens"] as const;

/**
 * The scopes of each role, by the protocol whose `/auth/token` hands them out. OpenADR 3.0.1 and
 * 3.1.0 `securitySchemes`; a token of the flat dialect's own address serves everywhere.
 */
export const ROLE_SCOPES: Readonly<
  Record<MockVtnProtocol, Readonly<Record<ClientRole, readonly string[]>>>
> = {
  "3.0.1": { BL: ["read_all", ...BL_WRITES], VEN: ["read_all", ...VEN_WRITES] },
  "3.1.0": {
    BL: ["read_all", "read_bl", ...BL_WRITES],
    VEN: ["read_targets", "read_ven_objects", ...VEN_WRITES],
  },
  flat: {
    BL: ["read_all", "read_bl", ...BL_WRITES],
    VEN: ["read_all", "read_targets", "read_ven_objects", ...VEN_WRITES],
  },
};

/** Every scope of either version. */
export const KNOWN_SCOPES: ReadonlySet<string> = new Set(
  Object.values(ROLE_SCOPES).flatMap(({ BL, VEN }) => [...BL, ...VEN]),
);
