import { describeRedirect, readRedirect } from "../errors/read-redirect.ts";
import { VtnAuthError } from "../errors/vtn-auth-error.ts";
import { isLoopback } from "../http/check-vtn-url.ts";
import { parseJson } from "../http/parse-json.ts";
import type { VtnExchange } from "../http/vtn-request.ts";

/** Answers that say nothing about a token server: before 3.1.0 there is no `/auth/server`. */
const NO_SERVER_INFO: ReadonlySet<number> = new Set([401, 403, 404, 405, 501]);

/** What is known of a VTN before its token server is. */
export interface TokenUrlSearch {
  readonly vtnUrl: string;
  /** Asks the VTN, without a token. */
  readonly vtn: VtnExchange;
  readonly allowPlainHttp: boolean;
  readonly allowForeignTokenUrl: boolean;
  /** Takes secrets out of what the VTN names before it is shown. */
  readonly redact: (text: string) => string;
}

/**
 * Asks a VTN where it gives tokens. OpenADR 3.1.0, `GET /auth/server`.
 *
 * @returns its answer, checked, or `{vtnUrl}/auth/token`, which was the rule before 3.1.0
 * @throws {VtnAuthError} if the VTN names an address to which no credentials may go
 * @throws {VtnUnreachableError} if it does not answer
 */
export async function findTokenUrl(search: TokenUrlSearch): Promise<string> {
  const request = { method: "GET", path: "/auth/server" } as const;
  const answer = await search.vtn.request(request);
  if (NO_SERVER_INFO.has(answer.status)) return `${search.vtnUrl}/auth/token`;
  const tried = search.vtn.describe(request);
  if (answer.status !== 200) {
    const redirectsTo = readRedirect(search.vtn, request, answer, search.redact);
    const more = redirectsTo === undefined ? "" : `: ${describeRedirect(redirectsTo)}`;
    throw new VtnAuthError(
      `${tried}, which says where tokens are given, was answered with ${answer.status}${more}; give tokenUrl to do without it`,
      { isRetryable: answer.status >= 500 || answer.status === 429 },
    );
  }
  const url = readTokenUrl(answer.text, search.vtnUrl);
  if (url === undefined) throw new VtnAuthError(`${tried} names no token URL; give tokenUrl`);
  if (url.origin !== new URL(search.vtnUrl).origin && !search.allowForeignTokenUrl) {
    throw new VtnAuthError(
      `${tried} names a token URL on another origin, ${search.redact(url.origin)}, to which no credentials are sent unasked; ` +
        "if it is right, give it as tokenUrl, or set allowForeignTokenUrl",
    );
  }
  const fault = tokenUrlFault(url, search.allowPlainHttp);
  if (fault !== undefined) throw new VtnAuthError(`${tried} names a token URL that ${fault}`);
  return url.href;
}

/** The specification wants a whole URL; one that counts from the VTN's own is as clear. */
function readTokenUrl(text: string, vtnUrl: string): URL | undefined {
  const { tokenURL } = (parseJson(text) ?? {}) as { readonly tokenURL?: unknown };
  if (typeof tokenURL !== "string" || tokenURL === "" || tokenURL.length > 2_048) return undefined;
  return URL.canParse(tokenURL, vtnUrl) ? new URL(tokenURL, vtnUrl) : undefined;
}

/** Why credentials may not go to an address; `undefined` if they may. */
export function tokenUrlFault(url: URL, allowPlainHttp: boolean): string | undefined {
  if (url.protocol !== "https:" && url.protocol !== "http:") return "is not https";
  if (url.username !== "" || url.password !== "") return "holds credentials of its own";
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !allowPlainHttp) {
    return "would send the credentials in the clear: it must be https, or set allowPlainHttp";
  }
  return undefined;
}
