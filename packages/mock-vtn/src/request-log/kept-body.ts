/** How much of a body is kept, bytes. */
const LONGEST_BODY_BYTES = 16_384;

const BLOT = "[redacted]";

/**
 * What of a body may be kept: its beginning, in memory of its own, and no secret.
 *
 * @param path - tells which bodies carry secrets: those of `/auth/token` and of subscriptions
 */
export function keptBody(path: string, body: Uint8Array): Uint8Array {
  if (path.includes("/auth/")) return Buffer.from(blotForm(textOf(body)));
  if (path.includes("/subscriptions")) return cut(Buffer.from(blotTokens(textOf(body))));
  return cut(body);
}

function cut(body: Uint8Array): Uint8Array {
  return new Uint8Array(body.subarray(0, LONGEST_BODY_BYTES));
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}

function blotForm(text: string): string {
  const form = new URLSearchParams(text.slice(0, LONGEST_BODY_BYTES));
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
