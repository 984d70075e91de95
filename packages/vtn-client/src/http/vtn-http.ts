import { rootCertificates } from "node:tls";
import { type Clock, type Logger, silentLogger, systemClock, systemRandom } from "@ven/core";
import { openTokenSource } from "../auth/open-token-source.ts";
import type { TokenSource } from "../auth/token-source.ts";
import type { ClientCredentialsAuth } from "../auth/vtn-auth.ts";
import type { CircuitPhase } from "../resilience/circuit-breaker.ts";
import type { AxiosInterceptors } from "./axios-transport.ts";
import { checkChoice } from "./check-choice.ts";
import { checkRange } from "./check-range.ts";
import { checkSwitch } from "./check-switch.ts";
import { checkVtnUrl } from "./check-vtn-url.ts";
import { fastAdapter } from "./fast-adapter.ts";
import { HostExchange } from "./host-exchange.ts";
import { VTN_HTTP_LOG } from "./http-log.ts";
import { plainAdapter } from "./plain-adapter.ts";
import { proxyFor } from "./proxy-for.ts";
import { checkTimeLimits, type TimeLimits } from "./time-limits.ts";
import { checkTls, type TlsConnection, tlsConnection, type VtnTlsOptions } from "./tls-options.ts";
import { checkToken, redact } from "./token-text.ts";
import { VtnHost } from "./vtn-host.ts";
import type { VtnHttpOptions } from "./vtn-http-options.ts";
import type { RequestOptions, VtnAnswer, VtnExchange, VtnRequest } from "./vtn-request.ts";

/**
 * How long a connection waits unused before it is closed, ms. Shorter than most servers wait, as a
 * request that meets the server's closing is lost without anybody knowing whether it arrived.
 */
const IDLE_SOCKET_MS = 4_000;

/**
 * The connections to one VTN: keep-alive, bounded in number, rate, time and size, following no
 * redirect; they try again what is safe, and stop sending while the VTN is down. Any number of
 * clients may share one.
 */
export class VtnHttp implements VtnExchange {
  /** The checked base address, without a trailing slash. */
  readonly vtnUrl: string;
  /** See {@link VtnHttpOptions.allowPlainHttp}. */
  readonly allowPlainHttp: boolean;
  /** What time limits and tokens go by. */
  readonly clock: Clock;
  readonly logger: Logger;
  readonly #options: VtnHttpOptions;
  readonly #limits: TimeLimits;
  readonly #bearerToken: string | undefined;
  readonly #authorization: string | undefined;
  readonly #hosts = new Map<string, VtnHost>();
  readonly #host: VtnHost;
  readonly #api: HostExchange;
  readonly #tokenSources = new Map<string, TokenSource>();
  #isClosed = false;

  /** @throws {InvalidValueError} if an option is out of its range */
  constructor(options: VtnHttpOptions) {
    this.allowPlainHttp = checkSwitch("allowPlainHttp", options.allowPlainHttp ?? false);
    this.vtnUrl = checkVtnUrl(options.vtnUrl, { allowPlainHttp: this.allowPlainHttp });
    this.clock = options.clock ?? systemClock;
    this.logger = options.logger ?? silentLogger;
    this.#options = options;
    this.#limits = checkTimeLimits(options);
    const { bearerToken } = options;
    this.#bearerToken =
      bearerToken === undefined ? undefined : checkToken("bearerToken", bearerToken);
    this.#authorization = this.#bearerToken && `Bearer ${this.#bearerToken}`;
    const tls = tlsConnection(checkTls(options.tls ?? {}));
    this.#host = this.#openHost(new URL(this.vtnUrl).origin, tls);
    this.#api = new HostExchange(this.#host, this.vtnUrl, "api");
    if (options.tls?.insecureSkipVerify === true) {
      this.logger.warn({ vtnUrl: this.vtnUrl }, VTN_HTTP_LOG.insecure);
    }
  }

  /**
   * Interceptors of the axios instance that sends, in both transports: for tracing, for signing, for
   * a header of a gateway. They see each try of each request with its token, but no request for a
   * token; they may change headers and body, not the address. With none, requests are quicker.
   */
  get interceptors(): AxiosInterceptors {
    return this.#host.interceptors;
  }

  /** Whether requests are sent (`closed`), held back as the VTN is down (`open`), or one finds out (`halfOpen`). */
  get circuit(): CircuitPhase {
    return this.#host.circuit;
  }

  /**
   * Sends a request; GET, PUT and DELETE again, if the VTN cannot answer and time is left.
   *
   * @returns the answer, whatever its status
   * @throws {VtnUnreachableError} if there is no whole answer in time
   * @throws {VtnCircuitOpenError} if the VTN is known to be down
   */
  request(request: VtnRequest, options: RequestOptions = {}): Promise<VtnAnswer> {
    return this.#api.request(request, options, this.#authorization);
  }

  /** {@link request}, with this `Authorization` header where the request brings none of its own. */
  requestAs(
    authorization: string,
    request: VtnRequest,
    options: RequestOptions = {},
  ): Promise<VtnAnswer> {
    return this.#api.request(request, options, authorization);
  }

  /** What a request was, for a message: `POST https://vtn.example.com/openadr3/reports`. */
  describe(request: Pick<VtnRequest, "method" | "path">): string {
    return this.#api.describe(request);
  }

  /** An answer's text without any token, even if the VTN repeats one. */
  withoutTokens(text: string, bearerToken?: string): string {
    return redact(text, [this.#bearerToken, bearerToken]);
  }

  /** Gives up on what is under way and ends every connection. Asking twice is harmless. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#hosts.values()].map((host) => host.close()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /**
   * An address of the token server of this VTN, also on another host. Its requests carry no token,
   * wait for no others, and are sent again if that may help.
   *
   * @param redact - takes secrets out of the address, which the VTN may have named, before it is shown
   */
  tokenExchange(url: string, redact: (text: string) => string): VtnExchange {
    const exchange = new HostExchange(this.#hostAt(url), url, "token", redact);
    return {
      request: (request, options = {}) => exchange.request(request, options),
      describe: (request) => exchange.describe(request),
      withoutTokens: (text, bearerToken) => this.withoutTokens(text, bearerToken),
    };
  }

  /**
   * The tokens of one set of credentials, shared by all who send with them over these connections.
   *
   * @throws {InvalidValueError} if a credential cannot be sent, without showing it
   */
  tokensOf(auth: ClientCredentialsAuth): TokenSource {
    const { clientId, clientSecret, scope, tokenUrl, sendCredentialsIn, allowForeignTokenUrl } =
      auth;
    const facts = [
      clientId,
      clientSecret,
      scope,
      tokenUrl,
      sendCredentialsIn,
      allowForeignTokenUrl,
    ];
    const key = JSON.stringify(facts);
    const known = this.#tokenSources.get(key);
    if (known !== undefined) return known;
    const source = openTokenSource(this, auth);
    this.#tokenSources.set(key, source);
    return source;
  }

  #hostAt(url: string): VtnHost {
    const { origin } = new URL(url);
    const known = this.#hosts.get(origin);
    if (known !== undefined) return known;
    // Once all is closed nothing is opened any more: the VTN's own host says so to who asks.
    return this.#isClosed ? this.#host : this.#openHost(origin, foreignTls(this.#options.tls));
  }

  #openHost(origin: string, tls: TlsConnection): VtnHost {
    const options = this.#options;
    const maxSockets = checkRange("maxSockets", options.maxSockets ?? 16, {
      least: 1,
      most: 1_000,
      whole: true,
    });
    const settings = {
      origin,
      proxy: proxyFor(origin, process.env),
      idleSocketMs: IDLE_SOCKET_MS,
      limits: this.#limits,
      tls,
    };
    const transport = checkChoice("transport", options.transport ?? "plain", ["plain", "fast"]);
    const newAdapter = transport === "fast" ? fastAdapter : plainAdapter;
    const host = new VtnHost({
      origin,
      connect: (socketCount) => newAdapter(settings, socketCount),
      limits: this.#limits,
      maxUnderWay: maxSockets,
      maxPerSecond: checkRate(options.maxRequestsPerSecond),
      maxAttempts: checkRange("maxAttempts", options.maxAttempts ?? 3, {
        least: 1,
        most: 10,
        whole: true,
      }),
      circuitOpenMs: checkRange("circuitOpenMs", options.circuitOpenMs ?? 5_000, {
        least: 0,
        most: 600_000,
      }),
      clock: this.clock,
      logger: this.logger,
      random: options.random ?? systemRandom,
    });
    this.#hosts.set(origin, host);
    return host;
  }
}

function checkRate(value: number | undefined): number | undefined {
  const range = { least: 0.001, most: 100_000 };
  return value === undefined ? undefined : checkRange("maxRequestsPerSecond", value, range);
}

/** TLS to a token server on another host: what was conceded to the VTN is not conceded to it. */
function foreignTls(tls: VtnTlsOptions = {}): TlsConnection {
  const { insecureSkipVerify: _, ca, ...rest } = tls;
  return tlsConnection({
    ...rest,
    ...(ca === undefined ? {} : { ca: [...rootCertificates, ca].flat() }),
  });
}
