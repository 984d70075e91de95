import { Refusal } from "../http/refusal.ts";
import { type BearerCheck, bearerCheck } from "./bearer-check.ts";
import { ANONYMOUS, type Caller, tokenHolder } from "./caller.ts";
import type { TokenIssuer } from "./token-issuer.ts";

/** Whom a VTN lets in. */
export interface AuthenticatorOptions {
  /** Tokens with all rights. */
  readonly bearerTokens: readonly string[] | undefined;
  /** Where the tokens of clients come from; `undefined` where there are no clients. */
  readonly issuer: TokenIssuer | undefined;
  /** What a token that is not, or no longer, valid is answered with. */
  readonly invalidTokenStatus: 401 | 403;
}

/** Finds out who sends a request. */
export class Authenticator {
  readonly #bearer: BearerCheck | undefined;
  readonly #issuer: TokenIssuer | undefined;
  readonly #invalidTokenStatus: 401 | 403;

  /** @throws {InvalidValueError} if there is no bearer token, or one that no client could send */
  constructor({ bearerTokens, issuer, invalidTokenStatus }: AuthenticatorOptions) {
    this.#bearer = bearerTokens === undefined ? undefined : bearerCheck(bearerTokens);
    this.#issuer = issuer;
    this.#invalidTokenStatus = invalidTokenStatus;
  }

  /** @throws {Refusal} if a token is missing or not valid (RFC 6750) */
  authenticate(authorization: string | undefined): Caller | Promise<Caller> {
    if (this.#bearer === undefined && this.#issuer === undefined) return ANONYMOUS;
    if (authorization === undefined || !/^bearer /i.test(authorization)) {
      throw new Refusal(401, "a bearer token is missing", { "www-authenticate": "Bearer" });
    }
    const token = authorization.slice("bearer ".length).trim();
    const index = this.#bearer?.(token);
    if (index !== undefined) return tokenHolder(index);
    return this.#checkIssued(token);
  }

  #checkIssued(token: string): Caller | Promise<Caller> {
    const checked = this.#issuer?.check(token) ?? "unknown";
    if (typeof checked === "string") throw this.#invalid(checked);
    if (!(checked instanceof Promise)) return checked;
    return checked.then((result) => {
      if (typeof result === "string") throw this.#invalid(result);
      return result;
    });
  }

  #invalid(why: "expired" | "unknown"): Refusal {
    const detail =
      why === "expired" ? "the bearer token has expired" : "the bearer token is not known";
    return new Refusal(this.#invalidTokenStatus, detail, {
      "www-authenticate": `Bearer error="invalid_token", error_description="${detail}"`,
    });
  }
}
