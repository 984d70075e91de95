import { InvalidValueError } from "@ven/core";
import { parseJson } from "./parse-json.ts";

const REDACTED = "[redacted]";

/** Whether a text can go into an `Authorization` header as a bearer token. */
export function isTokenText(text: string): boolean {
  return typeof text === "string" && text.length <= 8_192 && /^[\x21-\x7e]+$/.test(text);
}

/**
 * Checks that a bearer token can go into a header.
 *
 * @param name - what holds it, such as `bearerToken`
 * @throws {InvalidValueError} without showing the token
 */
export function checkToken(name: string, token: string): string {
  if (isTokenText(token)) return token;
  const shown = token === undefined ? undefined : "(hidden)";
  throw new InvalidValueError(name, shown, "give 1 to 8192 visible ASCII characters");
}

/**
 * Replaces every token in an answer. Where JSON spells a token in another way (`\/`, `\u0041`), the
 * whole answer is respelled first.
 */
export function redact(text: string, tokens: readonly (string | undefined)[]): string {
  // No spelling of a token is shorter than the token.
  const known = tokens.filter((token) => token !== undefined && token.length <= text.length);
  if (known.length === 0) return text;
  const shown = replaceTokens(text, known as readonly string[]);
  if (!text.includes("\\")) return shown;
  const json = respell(text);
  const shownJson = replaceTokens(json, known as readonly string[]);
  return shownJson === json ? shown : shownJson;
}

function replaceTokens(text: string, tokens: readonly string[]): string {
  return tokens
    .flatMap(spellings)
    .reduce((shown, spelling) => shown.replaceAll(spelling, REDACTED), text);
}

/** A token as JSON, URLs, forms and HTML spell it, and as it is, which may be part of the others. */
function spellings(token: string): readonly string[] {
  const html = token.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const form = new URLSearchParams([["", token]]).toString().slice(1);
  return [JSON.stringify(token).slice(1, -1), encodeURIComponent(token), form, html, token];
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
