import { createHash, timingSafeEqual } from "node:crypto";
import { InvalidValueError } from "@ven/core";

/** Tells whether an `Authorization` header carries an accepted token. */
export type BearerCheck = (authorization: string | null) => boolean;

/**
 * Compares in a time that does not depend on where a wrong token differs.
 *
 * @throws {InvalidValueError} if there is no token or an empty one: that would lock out or let in all
 */
export function bearerCheck(tokens: readonly string[]): BearerCheck {
  if (tokens.length === 0 || tokens.includes("")) {
    throw new InvalidValueError("bearerToken", "(hidden)", "give a token, or leave it out");
  }
  const accepted = tokens.map(digest);
  return (authorization) => {
    if (authorization === null || !/^bearer /i.test(authorization)) return false;
    const given = digest(authorization.slice("bearer ".length));
    let isAccepted = false;
    for (const token of accepted) isAccepted = timingSafeEqual(token, given) || isAccepted;
    return isAccepted;
  };
}

function digest(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
