import { InvalidValueError } from "@ven/core";
import { VtnHttp } from "../http/vtn-http.ts";
import type { VtnHttpOptions } from "../http/vtn-http-options.ts";
import type { VtnExchange } from "../http/vtn-request.ts";
import { authenticatedExchange } from "./authenticated-exchange.ts";
import type { VtnAuth } from "./vtn-auth.ts";

/** Connections that several clients share; none of them closes them. */
export interface SharedHttp {
  readonly http: VtnHttp;
}

/** How a client reaches its VTN, and as whom. */
export type ConnectionOptions = (VtnHttpOptions | SharedHttp) & { readonly auth?: VtnAuth };

/** The way of one client to its VTN. */
export interface Connection {
  /** The checked base address, without a trailing slash. */
  readonly vtnUrl: string;
  /** Sends as this client. */
  readonly exchange: VtnExchange;
  /** Ends the connections, unless they are shared. Asking twice is harmless. */
  close(): Promise<void>;
}

/** What is settled where connections are made, and so not by a client that shares them. */
const OF_CONNECTIONS = [
  "vtnUrl",
  "bearerToken",
  "allowPlainHttp",
  "tls",
  "transport",
  "maxSockets",
  "maxRequestsPerSecond",
  "maxAttempts",
  "circuitOpenMs",
  "connectTimeoutMs",
  "headersTimeoutMs",
  "idleTimeoutMs",
  "totalTimeoutMs",
] as const satisfies (keyof VtnHttpOptions)[];

/**
 * Opens the way of a client to its VTN, over connections of its own or shared ones.
 *
 * @throws {InvalidValueError} if an option is out of its range, or would be passed over in silence
 */
export function openConnection(options: ConnectionOptions): Connection {
  const { http: shared } = options as Partial<SharedHttp>;
  const isShared = shared !== undefined;
  const http = isShared ? checkShared(shared, options) : openOwn(options as VtnHttpOptions);
  const { auth } = options;
  return {
    vtnUrl: http.vtnUrl,
    exchange: auth === undefined ? http : authenticatedExchange(http, auth),
    close: async () => {
      if (!isShared) await http.close();
    },
  };
}

function openOwn(options: VtnHttpOptions & { readonly auth?: VtnAuth }): VtnHttp {
  if (options.auth !== undefined && options.bearerToken !== undefined) {
    const rule = "it would never be sent, as there is auth too: give one of the two";
    throw new InvalidValueError("bearerToken", "(hidden)", rule);
  }
  return new VtnHttp(options);
}

function checkShared(http: VtnHttp, options: object): VtnHttp {
  // Not instanceof, which fails across duplicate installs.
  if (typeof (http as Partial<VtnHttp> | null)?.requestAs !== "function") {
    throw new InvalidValueError("http", http, "give a VtnHttp, new VtnHttp({ vtnUrl })");
  }
  for (const name of OF_CONNECTIONS) {
    if ((options as Partial<VtnHttpOptions>)[name] === undefined) continue;
    const rule = "http settles it: give it to new VtnHttp(...), or leave http out";
    throw new InvalidValueError(name, "(hidden)", rule);
  }
  return http;
}
