import { type Clock, describeError, type Logger } from "@ven/core";
import { isVtnAuthError, VtnAuthError } from "../errors/vtn-auth-error.ts";
import { isVtnCircuitOpenError } from "../errors/vtn-circuit-open-error.ts";
import { isVtnUnreachableError, VtnUnreachableError } from "../errors/vtn-unreachable-error.ts";
import { closedFailure } from "../http/network-failure.ts";
import { VTN_AUTH_LOG } from "./auth-log.ts";
import type { TokenGrant } from "./request-token.ts";
import { newToken, type Token } from "./token.ts";

/** Shortest time for which a refused client does not ask again, ms; doubled while it is refused. */
const REFUSED_MS = 60_000;
/** How often that is doubled at most. */
const MOST_DOUBLINGS = 4;
/** How long after a failed early renewal the next is tried, ms. */
const EARLY_AGAIN_MS = 5_000;
/**
 * How long a token that replaced a refused one is not replaced for being refused itself, ms: with 403
 * never earlier, as a request may be forbidden to a token that is good for all else.
 */
const FRESH_MS = 60_000;

/** Where {@link TokenSource} gets its tokens from. */
export interface TokenSourceOptions {
  readonly clientId: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Asks for a token once. */
  readonly request: () => Promise<TokenGrant>;
}

/** Why no token is asked for at present. */
interface Hold {
  readonly error: VtnAuthError;
  readonly untilMs: number;
}

/**
 * The token of one client: fetched once however many calls wait for it, renewed before its end while
 * it is used on, and fetched anew when the VTN refuses it.
 */
export class TokenSource {
  readonly #options: TokenSourceOptions;
  readonly #clock: Clock;
  #token: Token | undefined;
  #pending: Promise<Token> | undefined;
  #replacesRefused: 401 | 403 | undefined;
  #hold: Hold | undefined;
  #refusalsInARow = 0;
  #earlyAgainAtMs = Number.NEGATIVE_INFINITY;
  #previous: Token | undefined;

  constructor(options: TokenSourceOptions) {
    this.#options = options;
    this.#clock = options.clock;
  }

  /** The token, if it is still good; near its end this starts its renewal. */
  get current(): Token | undefined {
    const token = this.#token;
    if (token === undefined) return undefined;
    const nowMs = this.#clock.monotonic();
    if (nowMs < token.renewAtMs) return token;
    if (nowMs >= token.expiresAtMs) return undefined;
    this.#renewEarly(nowMs);
    return token;
  }

  /** Access tokens that answers may repeat: the last two. */
  get known(): readonly string[] {
    return [this.#token, this.#previous].flatMap((token) => token?.accessToken ?? []);
  }

  /**
   * Fetches a token, or joins those who wait for one.
   *
   * @throws {VtnAuthError | VtnUnreachableError} if there is none
   */
  fetch(): Promise<Token> {
    this.#pending ??= this.#request().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  /**
   * A token in place of one that the VTN refused; each is replaced once, so that a client that may
   * not do something does not ask for tokens forever.
   *
   * @returns `undefined` if another token would not help
   * @throws {VtnAuthError | VtnUnreachableError} if there is none
   */
  async replace(refused: Token, status: 401 | 403): Promise<Token | undefined> {
    if (this.#token !== undefined && this.#token !== refused) return this.#token;
    if (this.#token === refused) {
      if (!this.#mayReplace(refused, status)) return undefined;
      if (this.#pending === undefined) {
        const { clientId, logger } = this.#options;
        logger.warn({ clientId, status }, VTN_AUTH_LOG.tokenRefused);
      }
      this.#replacesRefused = status;
      // After 403 the token may be good for all else: others use it on.
      if (status === 401) this.#forget();
    }
    return this.fetch();
  }

  #mayReplace(token: Token, status: 401 | 403): boolean {
    const { replacesRefused, wasAccepted } = token;
    if (replacesRefused === undefined) return true;
    const isOld = this.#clock.monotonic() - token.receivedAtMs >= FRESH_MS;
    if (status === 401) return wasAccepted || isOld;
    return replacesRefused === 401 || (wasAccepted && isOld);
  }

  #forget(): void {
    this.#previous = this.#token;
    this.#token = undefined;
  }

  #renewEarly(nowMs: number): void {
    if (this.#pending !== undefined || nowMs < this.#earlyAgainAtMs) return;
    this.#earlyAgainAtMs = nowMs + EARLY_AGAIN_MS;
    this.fetch().catch((error: unknown) => {
      const { clientId, logger } = this.#options;
      logger.warn({ clientId, reason: describeError(error) }, VTN_AUTH_LOG.tokenNotRenewed);
    });
  }

  async #request(): Promise<Token> {
    this.#checkHold();
    const sentAtMs = this.#clock.monotonic();
    try {
      const { accessToken, expiresInS } = await this.#options.request();
      const token = newToken(accessToken, expiresInS, sentAtMs, this.#replacesRefused);
      this.#forget();
      this.#token = token;
      this.#replacesRefused = undefined;
      this.#refusalsInARow = 0;
      return token;
    } catch (error) {
      this.#replacesRefused = undefined;
      throw this.#failure(error);
    }
  }

  /** What a caller whose request waits for a token is told. */
  #failure(error: unknown): unknown {
    if (isVtnAuthError(error)) return this.#holdBack(error);
    if (isVtnCircuitOpenError(error)) return noToken(error, error.retryAtMs);
    if (!isVtnUnreachableError(error)) return error;
    // The token was not answered for; the caller's own request was not even sent.
    if (error.reason !== "CLOSED") return noToken(error, undefined);
    return new VtnUnreachableError("the request, which waited for a token,", closedFailure(false));
  }

  #holdBack(error: VtnAuthError): VtnAuthError {
    const holdMs = this.#holdMs(error);
    if (holdMs === 0) return error;
    this.#hold = { error, untilMs: this.#clock.monotonic() + holdMs };
    return this.#heldBack(this.#hold);
  }

  /** For how long no token is asked for after this error. */
  #holdMs({ isRetryable, retryAtMs }: VtnAuthError): number {
    if (isRetryable) return Math.max(0, (retryAtMs ?? 0) - this.#clock.now());
    const doublings = Math.min(this.#refusalsInARow, MOST_DOUBLINGS);
    this.#refusalsInARow += 1;
    return REFUSED_MS * 2 ** doublings;
  }

  #checkHold(): void {
    if (this.#hold === undefined) return;
    if (this.#clock.monotonic() < this.#hold.untilMs) throw this.#heldBack(this.#hold);
    this.#hold = undefined;
  }

  #heldBack({ error, untilMs }: Hold): VtnAuthError {
    const retryAtMs = Math.round(this.#clock.now() + untilMs - this.#clock.monotonic());
    const again = new Date(retryAtMs).toISOString();
    return new VtnAuthError(`${error.message}; no token is asked for before ${again}`, {
      reason: error.reason,
      isRetryable: error.isRetryable,
      retryAtMs,
    });
  }
}

function noToken(error: Error, retryAtMs: number | undefined): VtnAuthError {
  return new VtnAuthError(`no token, so nothing was sent: ${error.message}`, {
    isRetryable: true,
    retryAtMs,
    cause: error,
  });
}
