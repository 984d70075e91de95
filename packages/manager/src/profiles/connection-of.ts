import { InvalidValueError, type VenId } from "@ven/core";
import type { VtnAuth, VtnHttpOptions } from "@ven/vtn-client";
import type { VenManagerOptions } from "../ven-manager-options.ts";

/** Requests under way at once, unless the options say otherwise. */
export const DEFAULT_CONCURRENCY = 16;

/**
 * The part of a manager's options that says how to reach the VTN.
 *
 * @throws {InvalidValueError} if `concurrency` or `maxReportsPerSecond` is out of its range
 */
export function connectionOf(options: VenManagerOptions): VtnHttpOptions {
  const { vtnUrl, totalTimeoutMs, allowPlainHttp, tls, transport, clock } = options;
  const { concurrency = DEFAULT_CONCURRENCY, maxReportsPerSecond } = options;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 1_000) {
    throw new InvalidValueError("concurrency", concurrency, "give a whole number from 1 to 1000");
  }
  if (maxReportsPerSecond !== undefined && !(maxReportsPerSecond > 0)) {
    throw new InvalidValueError(
      "maxReportsPerSecond",
      maxReportsPerSecond,
      "give a number above 0",
    );
  }
  return {
    vtnUrl,
    maxSockets: concurrency,
    // The gate of deliveries knows better when the VTN is to be tried, and loses nothing meanwhile.
    circuitOpenMs: 0,
    ...(maxReportsPerSecond === undefined ? {} : { maxRequestsPerSecond: maxReportsPerSecond }),
    ...(totalTimeoutMs === undefined ? {} : { totalTimeoutMs }),
    ...(allowPlainHttp === undefined ? {} : { allowPlainHttp }),
    ...(tls === undefined ? {} : { tls }),
    ...(transport === undefined ? {} : { transport }),
    ...(clock === undefined ? {} : { clock }),
  };
}

/** How a VEN logs in that does so as itself; `undefined` if it does as all do. */
export function ownAuthOf({ venAuth }: VenManagerOptions, venId: VenId): VtnAuth | undefined {
  return venAuth !== undefined && Object.hasOwn(venAuth, venId) ? venAuth[venId] : undefined;
}

/** How all VENs log in that do not do so as themselves. */
export function commonAuthOf({ auth, bearerToken }: VenManagerOptions): VtnAuth {
  if (auth !== undefined) return auth;
  return bearerToken === undefined ? { kind: "none" } : { kind: "bearer", token: bearerToken };
}
