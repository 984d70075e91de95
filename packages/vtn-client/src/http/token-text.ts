import { InvalidValueError } from "@ven/core";
import { parseJson } from "./parse-json.ts";

const REDACTED = "[redacted]";

/** Whether a text can go into an `Authorization` header as a bearer token. */
export function isTokenText(text: string): boolean {
  return text.length <= 8_192 && /^[\x21-\x7e]+$/.test(text);
}

/**
 * Checks that a bearer token can go into a header.
 *
 * @throws {InvalidValueError} without showing the token
 */
export function checkToken(token: string | undefined): string | undefined {
  if (token !== undefined && !isTokenText(token)) {
    throw new InvalidValueError(
      "bearerToken",
      "(hidden)",
      "give 1 to 8192 visible ASCII characters",
    );
  }
  return token;
}

/**
 * Replaces every token in an answer. Where JSON spells a token in another way (`\/`, `\u0041`), the
 * whole answer is respelled first.
 */
export function redact(text: string, tokens: readonly (string | undefined)[]): string {
  const known = tokens.filter((token) => token !== undefined);
  const json = respell(text);
  const shownJson = replaceTokens(json, known);
  return shownJson === json ? replaceTokens(text, known) : shownJson;
}

function replaceTokens(text: string, tokens: readonly string[]): string {
  return tokens
    .flatMap((token) => [JSON.stringify(token).slice(1, -1), token])
    .reduce((shown, token) => shown.replaceAll(token, REDACTED), text);
}

/** JSON in its usual spelling; another text as it is. */
function respell(text: string): string {
  try {
    const value = parseJson(text);
    return value === undefined ? text : JSON.stringify(value);
  } catch {
    return text;
  }
}
