import { Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from "node:http";
import { request as requestHttps, Agent as TlsAgent } from "node:https";
import { type Clock, describeError } from "@ven/core";
import { InfluxError } from "../errors/influx-error.ts";

/** One request to the server of an {@link InfluxConnection}. */
export interface InfluxRequest {
  readonly method: "GET" | "POST";
  /** Below the base path, with its query. */
  readonly path: string;
  readonly body?: Uint8Array;
  /** Largest answer that is read, bytes. */
  readonly maxAnswerBytes: number;
  readonly signal?: AbortSignal | undefined;
}

/** A whole answer. */
export interface InfluxAnswer {
  readonly status: number;
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

/** Sends requests to one InfluxDB, each within a limit of time and of size. */
export class InfluxConnection {
  /** Base address without its trailing slash, for messages. */
  readonly shownUrl: string;
  readonly #url: URL;
  readonly #authorization: string | undefined;
  readonly #secrets: readonly string[];
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  readonly #agent: Agent;
  readonly #requests = new Set<ClientRequest>();
  #isClosed = false;

  constructor(options: {
    readonly url: URL;
    readonly authorization: string | undefined;
    /** What no message may show, even if a server says it. */
    readonly secrets: readonly string[];
    readonly timeoutMs: number;
    readonly clock: Clock;
  }) {
    this.#url = options.url;
    this.shownUrl = options.url.href.replace(/\/$/, "");
    this.#authorization = options.authorization;
    this.#secrets = options.secrets;
    this.#timeoutMs = options.timeoutMs;
    this.#clock = options.clock;
    const settings = { keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_SOCKET_MS };
    this.#agent = options.url.protocol === "https:" ? new TlsAgent(settings) : new Agent(settings);
  }

  /**
   * Sends a request once.
   *
   * @returns the answer, whatever its status
   * @throws {InfluxError} `INFLUX_UNREACHABLE` if there is no whole answer in time,
   * `INFLUX_ANSWER_INVALID` if it is too large, `INFLUX_CLOSED` after {@link close}
   * @throws the signal's reason, as soon as it is aborted
   */
  send(request: InfluxRequest): Promise<InfluxAnswer> {
    const { signal } = request;
    return new Promise((resolve, reject) => {
      if (this.#isClosed) return reject(this.closedError());
      if (signal?.aborted === true) return reject(signal.reason);
      const outgoing = this.#open(request);
      let failure: unknown;
      const stop = (reason: unknown) => {
        failure ??= reason;
        outgoing.destroy();
      };
      const onAbort = () => stop(signal?.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      const cancelTimer = this.#clock.after(this.#timeoutMs, () => stop(this.#late()));
      this.#requests.add(outgoing);
      const finish = () => {
        cancelTimer();
        signal?.removeEventListener("abort", onAbort);
        this.#requests.delete(outgoing);
      };
      const fail = (error: unknown) => {
        finish();
        if (this.#isClosed) reject(this.closedError());
        else reject(failure ?? this.#unreachable(error));
      };
      outgoing.on("error", fail);
      outgoing.on("response", (incoming) => {
        const parts: Buffer[] = [];
        let byteCount = 0;
        incoming.on("data", (part: Buffer) => {
          byteCount += part.length;
          if (byteCount > request.maxAnswerBytes) stop(this.#tooLarge(request.maxAnswerBytes));
          else parts.push(part);
        });
        incoming.on("error", fail);
        incoming.on("close", () => {
          if (!incoming.complete || failure !== undefined) return fail(new Error("cut off"));
          finish();
          resolve(this.#answerOf(incoming, Buffer.concat(parts)));
        });
      });
      outgoing.end(request.body);
    });
  }

  /** Ends every connection and every request that is under way. */
  close(): void {
    this.#isClosed = true;
    for (const request of this.#requests) request.destroy();
    this.#agent.destroy();
  }

  /** What a call gets once the connection is closed. */
  closedError(): InfluxError {
    return new InfluxError("INFLUX_CLOSED", `the cache at ${this.shownUrl} is closed`);
  }

  #open({ method, path, body }: InfluxRequest): ClientRequest {
    const headers: Record<string, string | number> = { accept: "application/json" };
    if (this.#authorization !== undefined) headers["authorization"] = this.#authorization;
    if (method === "POST") headers["content-length"] = body?.length ?? 0;
    if (body !== undefined) headers["content-type"] = "text/plain; charset=utf-8";
    const { protocol, hostname, port, pathname } = this.#url;
    const request = protocol === "https:" ? requestHttps : requestHttp;
    return request({
      method,
      // node:http wants an IPv6 address without its brackets.
      hostname: hostname.replace(/^\[|\]$/g, ""),
      port,
      path: pathname.replace(/\/$/, "") + path,
      headers,
      agent: this.#agent,
      maxHeaderSize: MAX_HEADER_BYTES,
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

  #answerOf(incoming: IncomingMessage, bytes: Buffer): InfluxAnswer {
    const { statusCode: status = 0, headers } = incoming;
    let body = bytes.toString("utf8");
    // Errors quote what is no success.
    if (status >= 300)
      for (const secret of this.#secrets) body = body.replaceAll(secret, "(hidden)");
    const version = headers["x-influxdb-version"];
    const serverVersion = typeof version === "string" ? version.slice(0, 64) : undefined;
    return { status, body, ...(serverVersion === undefined ? {} : { serverVersion }) };
  }
}
