import { InvalidValueError } from "@ven/core";

/**
 * Checks that a bearer token can go into a header.
 *
 * @throws {InvalidValueError} without showing the token
 */
export function checkToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (token.length > 8_192 || !/^[\x21-\x7e]+$/.test(token)) {
    throw new InvalidValueError(
      "bearerToken",
      "(hidden)",
      "give 1 to 8192 visible ASCII characters",
    );
  }
  return token;
}

/** Replaces every token in a text. */
export function redact(text: string, tokens: readonly (string | undefined)[]): string {
  return tokens.reduce<string>(
    (shown, token) => (token === undefined ? shown : shown.replaceAll(token, "[redacted]")),
    text,
  );
}
