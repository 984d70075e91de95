import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { type Clock, InvalidValueError, systemClock } from "@ven/core";
import axios, { type AxiosInstance } from "axios";
import { VtnUnreachableError } from "../errors/vtn-unreachable-error.ts";
import { AbortFanOut } from "./abort-fan-out.ts";
import { checkVtnUrl, isLoopback } from "./check-vtn-url.ts";
import {
  abortFailure,
  closedFailure,
  describeNetworkFailure,
  type NetworkFailure,
  timeoutFailure,
} from "./network-failure.ts";
import { checkToken, redact } from "./token-text.ts";
import type { RequestOptions, VtnAnswer, VtnExchange, VtnRequest } from "./vtn-request.ts";

/** Largest answer that is read, bytes. */
const MAX_ANSWER_BYTES = 5 * 1_048_576;

/**
 * How long a connection waits unused before it is closed, ms. Shorter than most servers wait, as a
 * request that meets the server's closing is lost without anybody knowing whether it arrived.
 */
const IDLE_SOCKET_MS = 4_000;

/** How to reach one VTN. */
export interface VtnHttpOptions {
  /** Base address, such as `https://vtn.example.com/openadr3`. */
  readonly vtnUrl: string;
  /** Sent as `Authorization: Bearer`; never logged. None if left out. */
  readonly bearerToken?: string;
  /** Longest wait for one whole answer, ms; 1 to 600_000. @defaultValue 30_000 */
  readonly totalTimeoutMs?: number;
  /** Most connections at once, 1 to 1_000. @defaultValue 16 */
  readonly maxSockets?: number;
  /** Allows `http://` to another machine. @defaultValue false */
  readonly allowPlainHttp?: boolean;
  readonly clock?: Clock;
}

/**
 * The connections to one VTN: keep-alive, bounded in number, time and size, following no redirect.
 * Any number of VENs may share one.
 */
export class VtnHttp implements VtnExchange {
  /** The checked base address, without a trailing slash. */
  readonly vtnUrl: string;
  readonly #axios: AxiosInstance;
  readonly #aborts = new AbortFanOut();
  readonly #httpAgent: HttpAgent;
  readonly #httpsAgent: HttpsAgent;
  readonly #clock: Clock;
  readonly #totalTimeoutMs: number;
  readonly #bearerToken: string | undefined;
  readonly #underWay = new Map<AbortController, Promise<VtnAnswer>>();
  #isClosed = false;

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(options: VtnHttpOptions) {
    const { totalTimeoutMs = 30_000, maxSockets = 16, allowPlainHttp = false } = options;
    this.vtnUrl = checkVtnUrl(options.vtnUrl, { allowPlainHttp });
    if (!(totalTimeoutMs >= 1 && totalTimeoutMs <= 600_000)) {
      throw new InvalidValueError("totalTimeoutMs", totalTimeoutMs, "give 1 to 600000 ms");
    }
    if (!Number.isInteger(maxSockets) || maxSockets < 1 || maxSockets > 1_000) {
      throw new InvalidValueError("maxSockets", maxSockets, "give a whole number from 1 to 1000");
    }
    this.#bearerToken = checkToken(options.bearerToken);
    this.#clock = options.clock ?? systemClock;
    this.#totalTimeoutMs = totalTimeoutMs;
    const pool = { keepAlive: true, maxSockets, timeout: IDLE_SOCKET_MS };
    this.#httpAgent = new HttpAgent(pool);
    this.#httpsAgent = new HttpsAgent({ ...pool, minVersion: "TLSv1.2" });
    this.#axios = axios.create({
      adapter: "http",
      httpAgent: this.#httpAgent,
      httpsAgent: this.#httpsAgent,
      maxRedirects: 0,
      allowAbsoluteUrls: false,
      baseURL: this.vtnUrl,
      maxContentLength: MAX_ANSWER_BYTES,
      responseType: "text",
      transformRequest: [(body) => body],
      transformResponse: [(text) => text],
      validateStatus: () => true,
      // A list is repeated: targets=a&targets=b.
      paramsSerializer: { indexes: null },
      // A proxy of the environment must not see what stays on this machine.
      ...(isLoopback(new URL(this.vtnUrl).hostname) ? { proxy: false as const } : {}),
    });
  }

  /**
   * Sends a request once.
   *
   * @returns the answer, whatever its status
   * @throws {VtnUnreachableError} if there is no whole answer in time
   */
  async request(request: VtnRequest, options: RequestOptions = {}): Promise<VtnAnswer> {
    if (this.#isClosed) throw this.#failed(request, closedFailure({ isAmbiguous: false }));
    if (options.signal?.aborted === true) {
      throw this.#failed(request, abortFailure({ isAmbiguous: false }));
    }
    const controller = new AbortController();
    const unfollow = options.signal && this.#aborts.follow(options.signal, controller);
    const answer = this.#exchange(request, controller);
    this.#underWay.set(controller, answer);
    try {
      return await answer;
    } finally {
      this.#underWay.delete(controller);
      unfollow?.();
    }
  }

  async #exchange(request: VtnRequest, controller: AbortController): Promise<VtnAnswer> {
    let isLate = false;
    const cancelTimer = this.#clock.after(this.#totalTimeoutMs, () => {
      isLate = true;
      controller.abort();
    });
    try {
      const answer = await this.#axios.request<unknown>({
        method: request.method,
        url: request.path,
        signal: controller.signal,
        headers: this.#headersOf(request),
        data: bodyOf(request),
        ...(request.query === undefined ? {} : { params: request.query }),
      });
      const { headers } = answer;
      return {
        status: answer.status,
        text: typeof answer.data === "string" ? answer.data : "",
        header: (name) => {
          const value: unknown = headers[name.toLowerCase()];
          return typeof value === "string" ? value : undefined;
        },
      };
    } catch (error) {
      // Never the AxiosError itself: it holds the token.
      if (isLate) throw this.#failed(request, timeoutFailure(this.#totalTimeoutMs));
      if (this.#isClosed) throw this.#failed(request, closedFailure({ isAmbiguous: true }));
      throw this.#failed(request, describeNetworkFailure(error));
    } finally {
      cancelTimer();
    }
  }

  #headersOf(request: VtnRequest): Record<string, string> {
    const headers: Record<string, string> = { Accept: "application/json" };
    const token = request.bearerToken ?? this.#bearerToken;
    const authorization =
      request.authorization ?? (token === undefined ? undefined : `Bearer ${token}`);
    if (authorization !== undefined) headers["Authorization"] = authorization;
    if (request.form !== undefined) headers["Content-Type"] = "application/x-www-form-urlencoded";
    else if (request.body !== undefined || request.bodyText !== undefined) {
      headers["Content-Type"] = "application/json";
    }
    return headers;
  }

  #failed(request: VtnRequest, failure: NetworkFailure): VtnUnreachableError {
    return new VtnUnreachableError(this.describe(request), failure);
  }

  /** What a request was, for a message: `POST https://vtn.example.com/openadr3/reports`. */
  describe(request: Pick<VtnRequest, "method" | "path">): string {
    return `${request.method} ${this.vtnUrl}${request.path}`;
  }

  /** An answer's text without any token, even if the VTN repeats one. */
  withoutTokens(text: string, bearerToken?: string): string {
    return redact(text, [this.#bearerToken, bearerToken]);
  }

  /** Gives up on what is under way and ends every connection. Asking twice is harmless. */
  async close(): Promise<void> {
    this.#isClosed = true;
    for (const controller of this.#underWay.keys()) controller.abort();
    await Promise.allSettled(this.#underWay.values());
    this.#httpAgent.destroy();
    this.#httpsAgent.destroy();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }
}

function bodyOf({ body, bodyText, form }: VtnRequest): string | undefined {
  if (form !== undefined) return new URLSearchParams(form).toString();
  return bodyText ?? (body === undefined ? undefined : JSON.stringify(body));
}
