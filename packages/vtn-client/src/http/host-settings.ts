import type { ProxyAddress } from "./proxy-for.ts";
import type { TimeLimits } from "./time-limits.ts";
import type { TlsConnection } from "./tls-options.ts";

/** How the connections to one host are made. */
export interface HostSettings {
  /** Such as `https://vtn.example.com`. */
  readonly origin: string;
  readonly proxy: ProxyAddress | undefined;
  /** How long a connection waits unused before it is closed, ms. */
  readonly idleSocketMs: number;
  readonly limits: TimeLimits;
  readonly tls: TlsConnection;
}
