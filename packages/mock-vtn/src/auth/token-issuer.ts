import { randomBytes } from "node:crypto";
import type { Clock } from "@ven/core";
import { errors, jwtVerify, SignJWT } from "jose";
import type { Caller } from "./caller.ts";
import type { ClientRole } from "./mock-vtn-client.ts";

/** What a token turned out to be. */
export type TokenCheck = Caller | "expired" | "unknown";

/** How many verified tokens are remembered. */
const REMEMBERED_TOKENS = 10_000;

interface Remembered {
  readonly caller: Caller;
  readonly expiresAtMs: number;
}

/** Makes and checks access tokens: JWTs signed with a key that lives as long as this object. */
export class TokenIssuer {
  readonly #key = randomBytes(32);
  readonly #clock: Pick<Clock, "now">;
  readonly #lifetimeS: number;
  readonly #remembered = new Map<string, Remembered>();
  #issuedCount = 0;

  /** @param lifetimeS - seconds; 0 or less makes tokens that have expired already */
  constructor(clock: Pick<Clock, "now">, lifetimeS: number) {
    this.#clock = clock;
    this.#lifetimeS = lifetimeS;
  }

  /** A new token, unlike every other. `sub` is the client's id. */
  async issue(clientId: string, role: ClientRole, scopes: readonly string[]): Promise<string> {
    this.#issuedCount += 1;
    const issuedAtS = Math.floor(this.#clock.now() / 1_000);
    return new SignJWT({ scope: scopes.join(" "), role, jti: String(this.#issuedCount) })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setSubject(clientId)
      .setIssuedAt(issuedAtS)
      .setExpirationTime(issuedAtS + this.#lifetimeS)
      .sign(this.#key);
  }

  /** The signature of a token is checked once; its age at every request. */
  check(token: string): TokenCheck | Promise<TokenCheck> {
    const known = this.#remembered.get(token);
    if (known === undefined) return this.#verify(token);
    return known.expiresAtMs > this.#clock.now() ? known.caller : "expired";
  }

  async #verify(token: string): Promise<TokenCheck> {
    try {
      const { payload } = await jwtVerify(token, this.#key, {
        algorithms: ["HS256"],
        currentDate: new Date(this.#clock.now()),
        requiredClaims: ["sub", "exp"],
      });
      const caller: Caller = {
        clientId: String(payload.sub),
        role: payload["role"] as ClientRole,
        scopes: new Set(String(payload["scope"]).split(" ")),
      };
      this.#remember(token, { caller, expiresAtMs: Number(payload.exp) * 1_000 });
      return caller;
    } catch (error) {
      return error instanceof errors.JWTExpired ? "expired" : "unknown";
    }
  }

  #remember(token: string, remembered: Remembered): void {
    if (this.#remembered.size >= REMEMBERED_TOKENS) {
      for (const oldest of this.#remembered.keys()) {
        this.#remembered.delete(oldest);
        break;
      }
    }
    this.#remembered.set(token, remembered);
  }
}
