import type { VtnAuth } from "@ven/vtn-client";

/**
 * How to log in at somebody's own VTN: `VEN_BEARER_TOKEN`, or `VEN_CLIENT_ID` and `VEN_CLIENT_SECRET`.
 * Never on a command line, which every user of the machine can read.
 */
export function authFromEnvironment(): VtnAuth {
  const { VEN_BEARER_TOKEN: token, VEN_CLIENT_ID, VEN_CLIENT_SECRET } = process.env;
  if (token) return { kind: "bearer", token };
  if (VEN_CLIENT_ID && VEN_CLIENT_SECRET) {
    return {
      kind: "clientCredentials",
      clientId: VEN_CLIENT_ID,
      clientSecret: VEN_CLIENT_SECRET,
    };
  }
  return { kind: "none" };
}
