import type { Clock, Logger } from "@ven/core";
import type { TimeLimitOptions } from "./time-limits.ts";
import type { VtnTlsOptions } from "./tls-options.ts";

/** How to reach one VTN. */
export interface VtnHttpOptions extends TimeLimitOptions {
  /** Base address, such as `https://vtn.example.com/openadr3`. */
  readonly vtnUrl: string;
  /** Sent as `Authorization: Bearer` with what has no token of its own; never logged. None if left out. */
  readonly bearerToken?: string;
  /** Allows `http://` to another machine. @defaultValue false */
  readonly allowPlainHttp?: boolean;
  /** Certificates. @defaultValue what the system trusts, and none of our own */
  readonly tls?: VtnTlsOptions;
  /**
   * What sends: `plain` is axios over node:http, which msw and other interceptors see; `fast` is
   * axios over undici's dispatcher, for many requests per second.
   *
   * @defaultValue "plain"
   */
  readonly transport?: "plain" | "fast";
  /** Most requests under way, and so connections, at once; 1 to 1_000. @defaultValue 16 */
  readonly maxSockets?: number;
  /** Most requests started per second, evenly spaced; 0.001 to 100_000. @defaultValue no limit */
  readonly maxRequestsPerSecond?: number;
  /**
   * How often a request is sent at most, when that is safe: 1 to 10. POST is sent again only if it
   * cannot have left this machine. @defaultValue 3
   */
  readonly maxAttempts?: number;
  /**
   * How long nothing is sent once more than 80 % of the last 20 requests, of 10 at least, found the
   * VTN down, ms; 0 to 600_000, doubled up to 16-fold while it stays down. 0 never stops sending.
   *
   * @defaultValue 5_000
   */
  readonly circuitOpenMs?: number;
  readonly clock?: Clock;
  /** @defaultValue silent */
  readonly logger?: Logger;
  /** Uniform in [0, 1): spreads retries. @defaultValue different in every process */
  readonly random?: () => number;
}
