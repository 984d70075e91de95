import { setMaxListeners } from "node:events";
import { Socket } from "node:net";
import type * as Undici from "undici";
import type { Dispatcher } from "undici";
import { MAX_HEADER_BYTES } from "./answer-body.ts";
import type { HostSettings } from "./host-settings.ts";
import { openTunnel } from "./open-tunnel.ts";
import type { ProxyAddress } from "./proxy-for.ts";
import type { WireRequest } from "./wire.ts";

/** undici's connections to one host, be it directly or through a proxy. */
export interface UndiciPool {
  dispatch(request: WireRequest, handler: Dispatcher.DispatchHandler): void;
  /** Ends every connection, also those that are not made yet. */
  close(): Promise<void>;
}

/** Loads undici, which takes long and which who sends by node:http does not need, and connects by it. */
export async function openUndiciPool(
  settings: HostSettings,
  socketCount: number,
): Promise<UndiciPool> {
  const undici = await import("undici");
  const { origin, proxy } = settings;
  const forwarding =
    proxy === undefined || origin.startsWith("https:") ? undefined : forwardBy(origin, proxy);
  const connecting = new Connecting(undici, settings);
  const pool = new undici.Pool(forwarding?.proxyOrigin ?? origin, {
    connections: socketCount,
    pipelining: 1,
    keepAliveTimeout: settings.idleSocketMs,
    maxHeaderSize: MAX_HEADER_BYTES,
    // The call's own limits hold instead.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: connecting.connect,
  });
  return {
    dispatch({ method, path, headers, body = null }, handler) {
      pool.dispatch(
        {
          method: method as Dispatcher.HttpMethod,
          path: forwarding === undefined ? path : `${origin}${path}`,
          headers: forwarding === undefined ? headers : { ...headers, ...forwarding.headers },
          body,
        },
        handler,
      );
    },
    async close() {
      await pool.destroy();
      connecting.endAll();
    },
  };
}

/** Makes connections, and knows those that are under way: undici forgets them. */
class Connecting {
  readonly #sockets = new Set<Socket>();
  readonly #closing = new AbortController();
  readonly #settings: HostSettings;
  readonly #connector: Undici.buildConnector.connector;

  constructor(undici: typeof Undici, settings: HostSettings) {
    // Nobody waits for a connection after that time.
    const timeout = settings.limits.connectTimeoutMs;
    this.#settings = settings;
    // Each tunnel that is opened listens to it.
    setMaxListeners(0, this.#closing.signal);
    this.#connector = undici.buildConnector({ ...settings.tls, timeout });
  }

  readonly connect: Undici.buildConnector.connector = (target, onConnection) => {
    const { proxy, limits } = this.#settings;
    if (proxy === undefined || target.protocol !== "https:") {
      this.#connect(target, onConnection);
      return;
    }
    const { hostname, port } = target;
    openTunnel(
      proxy,
      { hostname, port: Number(port || 443) },
      {
        timeoutMs: limits.connectTimeoutMs,
        signal: this.#closing.signal,
      },
    ).then(
      (httpSocket) => this.#connect({ ...target, httpSocket }, onConnection),
      (error: Error) => onConnection(error, null),
    );
  };

  endAll(): void {
    this.#closing.abort();
    for (const socket of this.#sockets) socket.destroy();
  }

  #connect(
    target: Undici.buildConnector.Options,
    onConnection: Undici.buildConnector.Callback,
  ): void {
    // Its type does not say so, but it returns the socket.
    const socket: unknown = this.#connector(target, onConnection);
    if (!(socket instanceof Socket)) return;
    this.#sockets.add(socket);
    socket.once("close", () => this.#sockets.delete(socket));
  }
}

/** How a proxy is asked to send on what is not encrypted. */
function forwardBy(origin: string, proxy: ProxyAddress) {
  const { protocol, hostname, port, authorization } = proxy;
  const own = authorization === undefined ? {} : { "proxy-authorization": authorization };
  return {
    proxyOrigin: `${protocol}//${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`,
    headers: { host: new URL(origin).host, ...own },
  };
}
