import { createHash, timingSafeEqual } from "node:crypto";

/** Tells whether an `Authorization` header carries an accepted token. */
export type BearerCheck = (authorization: string | null) => boolean;

/** Compares in a time that does not depend on where a wrong token differs. */
export function bearerCheck(tokens: readonly string[]): BearerCheck {
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
