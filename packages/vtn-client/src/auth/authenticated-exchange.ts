import { VtnUnreachableError } from "../errors/vtn-unreachable-error.ts";
import { AbortFanOut } from "../http/abort-fan-out.ts";
import { checkChoice } from "../http/check-choice.ts";
import { abortFailure } from "../http/network-failure.ts";
import { checkToken, redact } from "../http/token-text.ts";
import type { VtnHttp } from "../http/vtn-http.ts";
import type { RequestOptions, VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";
import { secretTexts } from "./secret-texts.ts";
import type { Token } from "./token.ts";
import type { TokenSource } from "./token-source.ts";
import type { ClientCredentialsAuth, VtnAuth } from "./vtn-auth.ts";

const KINDS = ["none", "bearer", "clientCredentials"] as const satisfies VtnAuth["kind"][];

/**
 * Sends over shared connections as one client: every request carries its token.
 *
 * Who sends with the same credentials over the same connections shares one token.
 *
 * @throws {InvalidValueError} if the kind is none of those, or a credential cannot be sent, without
 *   showing it
 */
export function authenticatedExchange(http: VtnHttp, auth: VtnAuth): VtnExchange {
  checkChoice("auth.kind", (auth as Partial<VtnAuth> | null)?.kind, KINDS);
  switch (auth.kind) {
    case "none":
      return http;
    case "bearer":
      return new BearerExchange(http, auth.token);
    case "clientCredentials":
      return new TokenExchange(http, auth);
  }
}

/** Sends everything with one token that never changes. */
class BearerExchange implements VtnExchange {
  readonly #http: VtnHttp;
  readonly #token: string;
  readonly #authorization: string;

  constructor(http: VtnHttp, token: string) {
    this.#http = http;
    this.#token = checkToken("auth.token", token);
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
    this.#secrets = secretTexts(auth);
  }

  async request(request: VtnRequest, options: RequestOptions = {}): Promise<VtnAnswer> {
    const token =
      this.#tokens.current ?? (await this.#wait(request, options, this.#tokens.fetch()));
    const answer = await this.#sendWith(token, request, options);
    const status = refusedStatus(answer);
    if (status === undefined) return answer;
    // Refused, so not acted on: even a POST may be sent again.
    const next = await this.#replace(request, options, token, status);
    return next === undefined ? answer : this.#sendWith(next, request, options);
  }

  describe(request: Pick<VtnRequest, "method" | "path">): string {
    return this.#http.describe(request);
  }

  withoutTokens(text: string, bearerToken?: string): string {
    const known = redact(text, [...this.#secrets, ...this.#tokens.known]);
    return this.#http.withoutTokens(known, bearerToken);
  }

  async #sendWith(token: Token, request: VtnRequest, options: RequestOptions): Promise<VtnAnswer> {
    const answer = await this.#http.requestAs(token.authorization, request, options);
    const { status } = answer;
    if (status < 500 && status !== 401 && status !== 403) token.wasAccepted = true;
    return answer;
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
    return new Promise((resolve, reject) => {
      const following = this.#aborts.follow(signal, { abort: () => reject(gaveUp()) });
      token.then(resolve, reject).finally(() => this.#aborts.unfollow(following));
      if (signal.aborted) reject(gaveUp());
    });
  }
}

/** The status of an answer that refuses the token and not what the client asks for. */
function refusedStatus(answer: VtnAnswer): 401 | 403 | undefined {
  if (answer.status === 401) return 401;
  if (answer.status !== 403) return undefined;
  // RFC 6750, section 3.1: another token would allow no more.
  const isOutOfScope = answer.header("www-authenticate")?.includes("insufficient_scope") === true;
  return isOutOfScope ? undefined : 403;
}

function isAborted(error: unknown): boolean {
  return error instanceof VtnUnreachableError && error.reason === "ABORTED";
}
