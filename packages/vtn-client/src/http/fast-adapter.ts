import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { AnswerBody, answerTooLarge } from "./answer-body.ts";
import type { WireAdapter } from "./axios-transport.ts";
import type { HostSettings } from "./host-settings.ts";
import type { OngoingCall, Stoppable } from "./ongoing-call.ts";
import { openUndiciPool, type UndiciPool } from "./undici-pool.ts";
import type { WireAnswer, WireRequest } from "./wire.ts";

/**
 * Sends over undici's dispatcher: a fraction of the CPU time of node:http, without its streams. Such
 * requests are not seen by msw or other interceptors of node:http.
 */
export function fastAdapter(settings: HostSettings, socketCount: number): WireAdapter {
  let opening: Promise<UndiciPool> | undefined;
  let pool: UndiciPool | undefined;
  const open = async (): Promise<UndiciPool> => {
    pool = await openUndiciPool(settings, socketCount);
    return pool;
  };
  return {
    send(call, request) {
      if (pool !== undefined) return dispatch(pool, call, request);
      opening ??= open();
      return opening.then((opened) => dispatch(opened, call, request));
    },
    async close() {
      await (await opening)?.close();
    },
  };
}

function dispatch(pool: UndiciPool, call: OngoingCall, request: WireRequest): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange(call, resolve, reject);
    call.during(exchange);
    pool.dispatch(request, exchange);
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
