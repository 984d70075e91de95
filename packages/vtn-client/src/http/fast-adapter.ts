import type { IncomingHttpHeaders } from "node:http";
import type * as Undici from "undici";
import type { Dispatcher, Pool } from "undici";
import { AnswerBody, answerTooLarge } from "./answer-body.ts";
import type { WireAdapter } from "./axios-transport.ts";
import type { HostSettings } from "./host-settings.ts";
import type { OngoingCall, Stoppable } from "./ongoing-call.ts";
import { openTunnel } from "./open-tunnel.ts";
import type { ProxyAddress } from "./proxy-for.ts";
import { type WireAnswer, wireAnswer } from "./wire.ts";

/**
 * Sends over undici's dispatcher: a fraction of the CPU time of node:http, without its streams. Such
 * requests are not seen by msw or other interceptors of node:http.
 */
export function fastAdapter(settings: HostSettings, socketCount: number): WireAdapter {
  let opening: Promise<Pool> | undefined;
  let pool: Pool | undefined;
  const open = async (): Promise<Pool> => {
    // undici takes long to load, and who sends by the plain adapter does not need it.
    pool = openPool(await import("undici"), settings, socketCount);
    return pool;
  };
  const viaProxy = forwarding(settings);
  return {
    send(call) {
      if (pool !== undefined) return dispatch(pool, call, viaProxy);
      opening ??= open();
      return opening.then((opened) => dispatch(opened, call, viaProxy));
    },
    async close() {
      await (await opening)?.destroy();
    },
  };
}

function openPool(undici: typeof Undici, settings: HostSettings, socketCount: number): Pool {
  const { origin, proxy, limits } = settings;
  const connector = undici.buildConnector({ ...settings.tls, timeout: limits.connectTimeoutMs });
  const throughTunnel: typeof connector = (target, onConnection) => {
    const { hostname, port } = target;
    const address = { hostname, port: Number(port || 443) };
    openTunnel(proxy as ProxyAddress, address, limits.connectTimeoutMs).then(
      (httpSocket) => connector({ ...target, httpSocket }, onConnection),
      (error: Error) => onConnection(error, null),
    );
  };
  const isTunnel = proxy !== undefined && origin.startsWith("https:");
  const isForwarded = proxy !== undefined && !isTunnel;
  return new undici.Pool(isForwarded ? originOf(proxy) : origin, {
    connections: socketCount,
    pipelining: 1,
    keepAliveTimeout: settings.idleSocketMs,
    // The call's own limits hold instead; a connection that nobody waits for ends here.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: isTunnel ? throughTunnel : connector,
  });
}

/** What a proxy of unencrypted requests needs to be told with each. */
interface Forwarding {
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
}

function forwarding({ origin, proxy }: HostSettings): Forwarding | undefined {
  if (proxy === undefined || origin.startsWith("https:")) return undefined;
  const { authorization } = proxy;
  const { host } = new URL(origin);
  const own = authorization === undefined ? {} : { "proxy-authorization": authorization };
  return { origin, headers: { host, ...own } };
}

function originOf({ protocol, hostname, port }: ProxyAddress): string {
  return `${protocol}//${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`;
}

function dispatch(
  pool: Pool,
  call: OngoingCall,
  viaProxy: Forwarding | undefined,
): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(call, resolve, reject);
    call.during(exchange);
    const { method, path, headers, body = null } = call.request;
    pool.dispatch(
      {
        method: method as Dispatcher.HttpMethod,
        path: viaProxy === undefined ? path : `${viaProxy.origin}${path}`,
        headers: viaProxy === undefined ? headers : { ...headers, ...viaProxy.headers },
        body,
      },
      exchange,
    );
  });
}

/** One request and its answer, as undici tells of them. */
class Exchange implements Dispatcher.DispatchHandler, Stoppable {
  readonly #call: OngoingCall;
  readonly #resolve: (answer: WireAnswer) => void;
  readonly #reject: (error: Error) => void;
  readonly #body = new AnswerBody();
  #controller: Dispatcher.DispatchController | undefined;
  #stopped: Error | undefined;
  #status = 0;
  #headers: IncomingHttpHeaders = {};

  constructor(
    call: OngoingCall,
    resolve: (answer: WireAnswer) => void,
    reject: (error: Error) => void,
  ) {
    this.#call = call;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** Fails at once, even while the request waits for a connection, on which it is then not sent. */
  stop(): void {
    this.#stopped ??= new Error("stopped");
    this.#reject(this.#stopped);
    this.#controller?.abort(this.#stopped);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#stopped === undefined) this.#call.sent();
    else controller.abort(this.#stopped);
  }

  onResponseStart(_: unknown, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
    this.#call.answering();
  }

  onResponseData(_: unknown, part: Buffer): void {
    this.#call.answering();
    if (!this.#body.add(part)) this.#call.end(answerTooLarge());
  }

  onResponseEnd(): void {
    this.#resolve(wireAnswer(this.#status, this.#headers, this.#body.join()));
  }

  onResponseError(_: unknown, error: Error): void {
    this.#reject(error);
  }
}
