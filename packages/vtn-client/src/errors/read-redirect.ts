import type { VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Longest address that is shown, characters. */
const LONGEST_TARGET = 200;

const HIDDEN = "(hidden)";

/**
 * Where an answer redirects to, for a message: origin and path alone, as a query may hold anything.
 *
 * @param hide - takes secrets out of a text
 * @returns at most 200 characters; `(hidden)` if the address holds a secret or is none of http,
 * `(not given)` if there is none; `undefined` if it is no redirect
 */
export function readRedirect(
  exchange: Pick<VtnExchange, "describe">,
  request: VtnRequest,
  answer: VtnAnswer,
  hide: (text: string) => string,
): string | undefined {
  if (!REDIRECTS.has(answer.status)) return undefined;
  const [address = ""] = answer.header("location")?.split(/[?#]/, 1) ?? [];
  if (address === "") return "(not given)";
  if ([address, decoded(address)].some((text) => hide(text) !== text)) return HIDDEN;
  // A relative address counts from what was asked.
  const asked = exchange.describe(request).slice(`${request.method} `.length);
  const url = URL.canParse(address, asked) ? new URL(address, asked) : undefined;
  if (url?.protocol !== "https:" && url?.protocol !== "http:") return HIDDEN;
  return `${url.origin}${url.pathname}`.slice(0, LONGEST_TARGET);
}

/** What a message says of a redirect. */
export function describeRedirect(target: string): string {
  return `it redirects to ${target}, and redirects are not followed`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
