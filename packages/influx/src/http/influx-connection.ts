import { Agent, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as TlsAgent } from "node:https";
import { HttpError, InfluxDB, type Transport } from "@influxdata/influxdb-client";
import { type Clock, describeError } from "@ven/core";
import { hideSecrets } from "../errors/hide-secrets.ts";
import { InfluxError } from "../errors/influx-error.ts";
import { withShortRefusals } from "./short-refusals.ts";

/** One request to the server of an {@link InfluxConnection}. */
export interface InfluxRequest {
  readonly method: "GET" | "POST";
  /** Below the base path, with its query. */
  readonly path: string;
  readonly body?: Uint8Array;
  /** Largest answer of 2xx that is read, bytes. */
  readonly maxAnswerBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** What the server answered. */
export interface InfluxAnswer {
  readonly status: number;
  /** All of it where the status is 2xx; otherwise what the server says of the reason, if that can be had. */
  readonly body: string;
  /** Version that the server says it has, if it does. */
  readonly serverVersion?: string;
}

/** Most sockets to the server at once. */
const MAX_SOCKETS = 4;

/** How long a socket waits for its next request, ms: shorter than any server or proxy waits. */
const IDLE_SOCKET_MS = 4_000;

/** Most bytes of an answer's headers. */
const MAX_HEADER_BYTES = 16_384;

/**
 * Sends requests to one InfluxDB, each within a limit of time and of size, through the transport of
 * `@influxdata/influxdb-client`.
 */
export class InfluxConnection {
  /** Base address without its trailing slash, for messages. */
  readonly shownUrl: string;
  readonly #basePath: string;
  readonly #secrets: readonly string[];
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  readonly #agent: Agent;
  readonly #transport: Transport;
  /** Of each request that is under way. */
  readonly #controllers = new Set<AbortController>();
  #isClosed = false;

  constructor(options: {
    readonly url: URL;
    readonly authorization: string | undefined;
    /** What no message may show, even if a server says it. */
    readonly secrets: readonly string[];
    readonly timeoutMs: number;
    readonly clock: Clock;
  }) {
    const { url, authorization } = options;
    this.shownUrl = url.href.replace(/\/$/, "");
    this.#basePath = url.pathname.replace(/\/$/, "");
    this.#secrets = options.secrets;
    this.#timeoutMs = options.timeoutMs;
    this.#clock = options.clock;
    const settings = { keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_SOCKET_MS };
    this.#agent = url.protocol === "https:" ? new TlsAgent(settings) : new Agent(settings);
    this.#transport = openTransport(url, authorization, this.#agent);
  }

  /**
   * Sends a request once.
   *
   * @returns the answer, whatever its status
   * @throws {InfluxError} `INFLUX_UNREACHABLE` if there is no whole answer in time,
   * `INFLUX_ANSWER_INVALID` if it is too large, `INFLUX_CLOSED` after {@link close}
   * @throws the signal's reason, as soon as it is aborted
   */
  async send(request: InfluxRequest): Promise<InfluxAnswer> {
    if (this.#isClosed) throw this.closedError();
    const { signal } = request;
    signal?.throwIfAborted();
    // One of its own for each request: the client never takes its listener off again.
    const controller = new AbortController();
    const onAbort = () => controller.abort(signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    const cancelTimer = this.#clock.after(this.#timeoutMs, () => controller.abort(this.#late()));
    this.#controllers.add(controller);
    try {
      return await this.#exchange(request, controller);
    } catch (error) {
      throw controller.signal.aborted ? controller.signal.reason : this.#unreachable(error);
    } finally {
      cancelTimer();
      signal?.removeEventListener("abort", onAbort);
      this.#controllers.delete(controller);
    }
  }

  /** Ends every connection and every request that is under way. */
  close(): void {
    this.#isClosed = true;
    for (const controller of this.#controllers) controller.abort(this.closedError());
    this.#agent.destroy();
  }

  /** What a call gets once the connection is closed. */
  closedError(): InfluxError {
    return new InfluxError("INFLUX_CLOSED", `the cache at ${this.shownUrl} is closed`);
  }

  #exchange(request: InfluxRequest, controller: AbortController): Promise<InfluxAnswer> {
    const { method, path, body = new Uint8Array(), maxAnswerBytes } = request;
    const { signal } = controller;
    // Without a content type of ours the client says that it is JSON.
    const headers = { accept: "application/json", "content-type": "text/plain; charset=utf-8" };
    return new Promise((resolve, reject) => {
      const parts: Uint8Array[] = [];
      let byteCount = 0;
      let start: Omit<InfluxAnswer, "body"> = { status: 0 };
      this.#transport.send(
        this.#basePath + path,
        textOf(body),
        { method, headers, signal },
        {
          responseStarted: (answered, status = 0) => {
            const version = answered["x-influxdb-version"];
            start = {
              status,
              ...(typeof version === "string" ? { serverVersion: version.slice(0, 64) } : {}),
            };
          },
          next: (part) => {
            byteCount += part.length;
            if (byteCount > maxAnswerBytes) controller.abort(this.#tooLarge(maxAnswerBytes));
            else parts.push(part);
          },
          complete: () => resolve({ ...start, body: textOf(Buffer.concat(parts)) }),
          error: (error) => {
            // What is no 2xx comes as an error. Where its body is cut off, its status still stands.
            if (start.status < 300 || signal.aborted) reject(error);
            else resolve({ ...start, body: hideSecrets(wordsOf(error), this.#secrets) });
          },
        },
      );
    });
  }

  #late(): InfluxError {
    return new InfluxError(
      "INFLUX_UNREACHABLE",
      `InfluxDB at ${this.shownUrl} gave no whole answer within ${this.#timeoutMs} ms; check that it runs and is not overloaded, or raise timeoutMs`,
    );
  }

  #tooLarge(maxAnswerBytes: number): InfluxError {
    return new InfluxError(
      "INFLUX_ANSWER_INVALID",
      `the answer of InfluxDB at ${this.shownUrl} is over ${maxAnswerBytes} bytes; check that an InfluxDB is there, or read fewer rows at once`,
    );
  }

  #unreachable(cause: unknown): InfluxError {
    const reason = describeError(cause);
    const remedy = /CERT|SIGNATURE|ALTNAME|SSL|TLS/.test(reason)
      ? "trust its authority with NODE_EXTRA_CA_CERTS, or correct its certificate"
      : "check the address and that it runs";
    return new InfluxError(
      "INFLUX_UNREACHABLE",
      `cannot reach InfluxDB at ${this.shownUrl}: ${reason}; ${remedy}`,
      { cause },
    );
  }
}

function openTransport(url: URL, authorization: string | undefined, agent: Agent): Transport {
  const client = new InfluxDB({
    // Without its path: one that ends with /api/v2 the client drops, and prints so to the console.
    url: url.origin,
    headers: authorization === undefined ? {} : { authorization },
    // The client's would be on silence; ours is on the whole answer.
    timeout: 0,
    transportOptions: {
      agent,
      maxHeaderSize: MAX_HEADER_BYTES,
      // Where the client takes another `request` from. None of ours follows a redirect.
      "follow-redirects": {
        http: { request: withShortRefusals(requestHttp) },
        https: { request: withShortRefusals(requestHttps) },
      },
    },
  });
  return client.transport;
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}

/** What the client keeps of a refusal: all that is JSON, otherwise the first 1,000 characters. */
function wordsOf(error: Error): string {
  return (error instanceof HttpError && error.body) || "";
}
