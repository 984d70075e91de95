import { createHash, timingSafeEqual } from "node:crypto";
import { InvalidValueError } from "@ven/core";

/** What an `Authorization` header can carry behind `Bearer `. */
const TOKEN = /^[\x21-\x7e]{1,8192}$/;

/** Tells which of the accepted tokens one is; `undefined` if none. */
export type BearerCheck = (token: string) => number | undefined;

/**
 * Compares in a time that does not depend on where a wrong token differs.
 *
 * @throws {InvalidValueError} if there is no token, or one that no client could send
 */
export function bearerCheck(tokens: readonly string[]): BearerCheck {
  if (tokens.length === 0) {
    const rule = "give a token, or leave bearerToken out for a VTN that is open to everybody";
    throw new InvalidValueError("bearerToken", tokens, rule);
  }
  tokens.forEach((token, index) => {
    if (typeof token === "string" && TOKEN.test(token)) return;
    const subject = tokens.length === 1 ? "bearerToken" : `bearerToken[${index}]`;
    const rule = "give 1 to 8192 visible ASCII characters, as a header can carry";
    throw new InvalidValueError(subject, "(hidden)", rule);
  });
  const accepted = tokens.map(secretDigest);
  return (token) => {
    const given = secretDigest(token);
    let found: number | undefined;
    accepted.forEach((digest, index) => {
      if (timingSafeEqual(digest, given)) found = index;
    });
    return found;
  };
}

/** What is kept of a secret, to compare with. */
export function secretDigest(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}
