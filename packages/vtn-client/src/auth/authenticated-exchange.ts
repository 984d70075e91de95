import { InvalidValueError } from "@ven/core";
import { VtnUnreachableError } from "../errors/vtn-unreachable-error.ts";
import { AbortFanOut } from "../http/abort-fan-out.ts";
import { abortFailure } from "../http/network-failure.ts";
import { checkToken, redact } from "../http/token-text.ts";
import type { VtnHttp } from "../http/vtn-http.ts";
import type { RequestOptions, VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";
import { secretSpellings } from "./secret-spellings.ts";
import type { Token } from "./token.ts";
import type { TokenSource } from "./token-source.ts";
import type { ClientCredentialsAuth, VtnAuth } from "./vtn-auth.ts";

/**
 * Sends over shared connections as one client: every request carries its token.
 *
 * Who sends with the same credentials over the same connections shares one token.
 *
 * @throws {InvalidValueError} if a credential cannot be sent, without showing it
 */
export function authenticatedExchange(http: VtnHttp, auth: VtnAuth): VtnExchange {
  switch (auth.kind) {
    case "none":
      return http;
    case "bearer":
      return new BearerExchange(http, auth.token);
    case "clientCredentials":
      return new TokenExchange(http, auth);
    default:
      auth satisfies never;
      throw new InvalidValueError(
        "auth",
        auth,
        'its kind is "none", "bearer" or "clientCredentials"',
      );
  }
}

/** Sends everything with one token that never changes. */
class BearerExchange implements VtnExchange {
  readonly #http: VtnHttp;
  readonly #token: string;
  readonly #authorization: string;

  constructor(http: VtnHttp, token: string) {
    this.#http = http;
    this.#token = checkToken(token) ?? token;
    this.#authorization = `Bearer ${token}`;
  }

  request(request: VtnRequest, options?: RequestOptions): Promise<VtnAnswer> {
    return this.#http.requestAs(this.#authorization, request, options);
  }

  describe(request: Pick<VtnRequest, "method" | "path">): string {
    return this.#http.describe(request);
  }

  withoutTokens(text: string, bearerToken?: string): string {
    return this.#http.withoutTokens(redact(text, [this.#token]), bearerToken);
  }
}

/** Sends everything with the token of an OAuth client, and once more with a new one if it is refused. */
class TokenExchange implements VtnExchange {
  readonly #http: VtnHttp;
  readonly #tokens: TokenSource;
  readonly #aborts = new AbortFanOut();
  readonly #secrets: readonly string[];

  constructor(http: VtnHttp, auth: ClientCredentialsAuth) {
    this.#http = http;
    this.#tokens = http.tokensOf(auth);
    this.#secrets = secretSpellings(auth);
  }

  async request(request: VtnRequest, options: RequestOptions = {}): Promise<VtnAnswer> {
    const token =
      this.#tokens.current ?? (await this.#wait(request, options, this.#tokens.fetch()));
    const answer = await this.#http.requestAs(token.authorization, request, options);
    const { status } = answer;
    if (status !== 401 && status !== 403) {
      token.wasAccepted = true;
      return answer;
    }
    // Refused, so not acted on: even a POST may be sent again.
    const next = await this.#replace(request, options, token, status);
    if (next === undefined) return answer;
    const again = await this.#http.requestAs(next.authorization, request, options);
    if (again.status !== 401 && again.status !== 403) next.wasAccepted = true;
    return again;
  }

  describe(request: Pick<VtnRequest, "method" | "path">): string {
    return this.#http.describe(request);
  }

  withoutTokens(text: string, bearerToken?: string): string {
    const known = redact(text, [...this.#secrets, ...this.#tokens.known]);
    return this.#http.withoutTokens(known, bearerToken);
  }

  async #replace(
    request: VtnRequest,
    options: RequestOptions,
    token: Token,
    status: 401 | 403,
  ): Promise<Token | undefined> {
    try {
      return await this.#wait(request, options, this.#tokens.replace(token, status));
    } catch (error) {
      // 403 is an answer to the request itself, if there is no other token to try it with.
      if (status === 403 && !isAborted(error)) return undefined;
      throw error;
    }
  }

  /** Waits for a token as long as the caller wants to; others who wait for it are not disturbed. */
  #wait<Value>(
    request: VtnRequest,
    { signal }: RequestOptions,
    token: Promise<Value>,
  ): Promise<Value> {
    if (signal === undefined) return token;
    const gaveUp = () => new VtnUnreachableError(this.describe(request), abortFailure(false));
    if (signal.aborted) return Promise.reject(gaveUp());
    return new Promise((resolve, reject) => {
      const following = this.#aborts.follow(signal, { abort: () => reject(gaveUp()) });
      token.then(resolve, reject).finally(() => this.#aborts.unfollow(following));
    });
  }
}

function isAborted(error: unknown): boolean {
  return error instanceof VtnUnreachableError && error.reason === "ABORTED";
}
