import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher, Pool } from "undici";
import { AnswerBody, answerTooLarge } from "./answer-body.ts";
import type { WireAdapter, WireConfig } from "./axios-transport.ts";
import type { HostSettings } from "./host-settings.ts";
import type { OngoingCall, Stoppable } from "./ongoing-call.ts";
import type { WireAnswer } from "./wire.ts";

/**
 * Sends over undici's dispatcher: a fraction of the CPU time of node:http, without its streams. Such
 * requests are not seen by msw or other interceptors of node:http.
 */
export function fastAdapter(settings: HostSettings, socketCount: number): WireAdapter {
  let pool: Promise<Pool> | undefined;
  let ready: Pool | undefined;
  const open = async (): Promise<Pool> => {
    // undici takes long to load, and who sends by the plain adapter does not need it.
    const undici = await import("undici");
    ready = new undici.Pool(settings.origin, {
      connections: socketCount,
      pipelining: 1,
      keepAliveTimeout: settings.idleSocketMs,
      // The call's own limits hold instead; a connection that nobody waits for ends here.
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: { ...settings.tls, timeout: settings.limits.connectTimeoutMs },
    });
    return ready;
  };
  return {
    async send(config) {
      if (ready === undefined) {
        pool ??= open();
        await pool;
      }
      return dispatch(ready as Pool, config);
    },
    async close() {
      await (await pool)?.destroy();
    },
  };
}

function dispatch(pool: Pool, config: WireConfig): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(config.call, resolve, reject);
    config.call.during(exchange);
    pool.dispatch(
      {
        // axios spells methods in lower case.
        method: config.method?.toUpperCase() as Dispatcher.HttpMethod,
        path: config.url ?? "/",
        headers: { ...config.headers } as Record<string, string>,
        body: config.data ?? null,
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
    this.#resolve({ status: this.#status, headers: this.#headers, body: this.#body.join() });
  }

  onResponseError(_: unknown, error: Error): void {
    this.#reject(error);
  }
}
