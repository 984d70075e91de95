/** How much of a body is kept, UTF-16 units. */
const LONGEST_BODY = 16_384;

const BLOT = "[redacted]";

/**
 * What of a body may be kept: all of a short one by reference, the beginning of a long one, and no
 * secret.
 *
 * @param path - tells which bodies carry secrets: those of `/auth/token` and of subscriptions
 */
export function keptBody(path: string, text: string): string {
  if (path.includes("/auth/")) return blotForm(text);
  if (path.includes("/subscriptions")) return cut(blotTokens(text));
  return cut(text);
}

function cut(text: string): string {
  if (text.length <= LONGEST_BODY) return text;
  // A copy: a mere slice would keep the whole text in memory.
  return Buffer.from(text.slice(0, LONGEST_BODY), "utf16le").toString("utf16le");
}

function blotForm(text: string): string {
  const form = new URLSearchParams(text.slice(0, LONGEST_BODY));
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
