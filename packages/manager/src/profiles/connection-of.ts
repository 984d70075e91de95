import type { VenId } from "@ven/core";
import type { VtnAuth, VtnHttpOptions } from "@ven/vtn-client";
import type { VenManagerOptions } from "../ven-manager-options.ts";

/** The part of a manager's options that says how to reach the VTN. */
export function connectionOf(options: VenManagerOptions): VtnHttpOptions {
  const { vtnUrl, totalTimeoutMs, allowPlainHttp, tls, transport, concurrency, clock } = options;
  return {
    vtnUrl,
    maxSockets: concurrency ?? 16,
    ...(totalTimeoutMs === undefined ? {} : { totalTimeoutMs }),
    ...(allowPlainHttp === undefined ? {} : { allowPlainHttp }),
    ...(tls === undefined ? {} : { tls }),
    ...(transport === undefined ? {} : { transport }),
    ...(clock === undefined ? {} : { clock }),
  };
}

/** How a VEN logs in: as itself, or as all do. */
export function authOf(options: VenManagerOptions, venId: VenId): VtnAuth {
  const { venAuth, auth, bearerToken } = options;
  const own = venAuth !== undefined && Object.hasOwn(venAuth, venId) ? venAuth[venId] : undefined;
  if (own !== undefined) return own;
  if (auth !== undefined) return auth;
  return bearerToken === undefined ? { kind: "none" } : { kind: "bearer", token: bearerToken };
}
