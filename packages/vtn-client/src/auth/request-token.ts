import { describeRedirect, readRedirect } from "../errors/read-redirect.ts";
import { VtnAuthError } from "../errors/vtn-auth-error.ts";
import { parseJson } from "../http/parse-json.ts";
import { isTokenText } from "../http/token-text.ts";
import type { VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";
import { isRetryableStatus } from "../resilience/is-retryable-status.ts";
import { basicAuthorization } from "./secret-texts.ts";
import type { ClientCredentialsAuth } from "./vtn-auth.ts";

/** What a token endpoint gave. */
export interface TokenGrant {
  readonly accessToken: string;
  /** As it was answered: any JSON value, or nothing. */
  readonly expiresInS: unknown;
}

/**
 * Asks for a token once. RFC 6749, section 4.4.
 *
 * @param options.redact - takes secrets out of what the endpoint says
 * @param options.nowAtMs - epoch milliseconds
 * @throws {VtnAuthError} if there is none
 * @throws {VtnUnreachableError | VtnCircuitOpenError} if the endpoint does not answer
 */
export async function requestToken(
  endpoint: VtnExchange,
  auth: ClientCredentialsAuth,
  options: RefusalOptions,
): Promise<TokenGrant> {
  const request = tokenRequest(auth);
  const answer = await endpoint.request(request);
  const tried = `${endpoint.describe(request)} gave client "${auth.clientId}" no token`;
  const redirectsTo = readRedirect(endpoint, request, answer, options.redact);
  if (redirectsTo !== undefined) {
    const said = `${answer.status}: ${describeRedirect(redirectsTo)}`;
    throw new VtnAuthError(`${tried}: ${said}; if tokens are given there, give that as tokenUrl`);
  }
  const body = parseJson(answer.text);
  const fields = (typeof body === "object" && body !== null ? body : {}) as Fields;
  if (answer.status < 200 || answer.status > 299) throw refusal(tried, answer, fields, options);
  const { access_token: accessToken, token_type: type } = fields;
  if (typeof accessToken !== "string" || !isTokenText(accessToken)) {
    throw new VtnAuthError(`${tried}: its answer has no access_token that a header can carry`);
  }
  if (typeof type === "string" && type.toLowerCase() !== "bearer") {
    throw new VtnAuthError(`${tried}: its token is of another type than Bearer`);
  }
  return { accessToken, expiresInS: fields.expires_in };
}

interface Fields {
  readonly access_token?: unknown;
  readonly token_type?: unknown;
  readonly expires_in?: unknown;
  readonly error?: unknown;
  readonly error_description?: unknown;
}

function tokenRequest(auth: ClientCredentialsAuth): VtnRequest {
  const { clientId, clientSecret, scope, sendCredentialsIn = "body" } = auth;
  const form = {
    grant_type: "client_credentials",
    ...(scope === undefined ? {} : { scope }),
  };
  if (sendCredentialsIn === "basic") {
    const authorization = basicAuthorization(clientId, clientSecret);
    return { method: "POST", path: "", form, authorization };
  }
  const credentials = { client_id: clientId, client_secret: clientSecret };
  return { method: "POST", path: "", form: { ...form, ...credentials } };
}

interface RefusalOptions {
  readonly redact: (text: string) => string;
  readonly nowAtMs: number;
}

function refusal(
  tried: string,
  answer: VtnAnswer,
  { error, error_description: description }: Fields,
  { redact, nowAtMs }: RefusalOptions,
): VtnAuthError {
  const { status } = answer;
  const reason = typeof error === "string" ? redact(error).slice(0, 64) : undefined;
  const detail = typeof description === "string" ? ` (${redact(description).slice(0, 200)})` : "";
  const said = `${status}${reason === undefined ? "" : ` ${reason}`}${detail}`;
  if (!isRetryableStatus(status)) {
    // Where there is no such path, no credential was looked at.
    const isElsewhere = reason === undefined && (status === 404 || status === 405);
    const remedy = isElsewhere
      ? "check vtnUrl and its base path, or give tokenUrl"
      : "check clientId, clientSecret and scope";
    return new VtnAuthError(`${tried}: ${said}; ${remedy}`, { reason });
  }
  const { retryAfterMs } = answer;
  const retryAtMs = retryAfterMs === undefined ? undefined : nowAtMs + retryAfterMs;
  return new VtnAuthError(`${tried}: ${said}`, { reason, isRetryable: true, retryAtMs });
}
