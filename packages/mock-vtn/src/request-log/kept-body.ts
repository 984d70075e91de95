import { textOf } from "../http/read-json.ts";

/** How much of a body is kept, bytes: more would cost a large report more than a trace of time. */
const LONGEST_BODY = 4_096;

const BLOT = "[redacted]";

/**
 * What of a body may be kept: its beginning, and no secret.
 *
 * @param path - tells which bodies carry secrets: those of `/auth/token` and of subscriptions
 */
export function keptBody(path: string, body: Uint8Array): string {
  if (path.includes("/auth/")) return blotForm(textOf(body)).slice(0, LONGEST_BODY);
  if (path.includes("/subscriptions")) return blotTokens(textOf(body)).slice(0, LONGEST_BODY);
  return textOf(body.subarray(0, LONGEST_BODY));
}

function blotForm(text: string): string {
  const form = new URLSearchParams(text);
  for (const name of new Set(form.keys())) {
    if (!/^(grant_type|client_id|scope)$/.test(name)) form.set(name, BLOT);
  }
  return form.toString();
}

function blotTokens(text: string): string {
  try {
    const blot = (name: string, value: unknown) => (name === "bearerToken" ? BLOT : value);
    return JSON.stringify(JSON.parse(text, blot));
  } catch {
    // No JSON, so there is no telling what is secret in it.
    return BLOT;
  }
}
