import type { ClientCredentialsAuth } from "./vtn-auth.ts";

/** The secret, and the whole of HTTP Basic that holds it: neither may be shown. */
export function secretTexts({ clientId, clientSecret }: ClientCredentialsAuth): readonly string[] {
  return [basicAuthorization(clientId, clientSecret).slice("Basic ".length), clientSecret];
}

/** RFC 6749, section 2.3.1: form-encoded first, then as HTTP Basic. */
export function basicAuthorization(clientId: string, clientSecret: string): string {
  const pair = `${formEncode(clientId)}:${formEncode(clientSecret)}`;
  return `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
}

/** A text as `application/x-www-form-urlencoded` spells it. */
function formEncode(text: string): string {
  return new URLSearchParams([["", text]]).toString().slice(1);
}
