import { createHash, timingSafeEqual } from "node:crypto";
import { InvalidValueError } from "@ven/core";

/** Tells which of the accepted tokens one is; `undefined` if none. */
export type BearerCheck = (token: string) => number | undefined;

/**
 * Compares in a time that does not depend on where a wrong token differs.
 *
 * @throws {InvalidValueError} if there is no token or an empty one: that would lock out or let in all
 */
export function bearerCheck(tokens: readonly string[]): BearerCheck {
  if (tokens.length === 0 || tokens.includes("")) {
    throw new InvalidValueError("bearerToken", "(hidden)", "give a token, or leave it out");
  }
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
