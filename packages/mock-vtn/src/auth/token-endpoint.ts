import { timingSafeEqual } from "node:crypto";
import type { TokenError, TokenRequest, TokenResponse } from "@ven/openadr-schema/3.1.0";
import { readBytes, textOf } from "../http/read-json.ts";
import { Refusal } from "../http/refusal.ts";
import { jsonAnswer, type VtnAnswer } from "../http/vtn-answer.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import type { MockVtnProtocol } from "../mock-vtn-protocol.ts";
import { secretDigest } from "./bearer-check.ts";
import type { MockVtnClient } from "./mock-vtn-client.ts";
import { ROLE_SCOPES } from "./role-scopes.ts";
import type { TokenIssuer } from "./token-issuer.ts";

/** Largest body of a token request, bytes. */
const LONGEST_BODY = 65_536;

/** RFC 6749, 5.1. */
const NO_STORE = { "cache-control": "no-store", pragma: "no-cache" } as const;

/** How tokens are handed out. */
export interface TokenEndpointOptions {
  readonly clients: readonly MockVtnClient[];
  readonly issuer: TokenIssuer;
  readonly lifetimeS: number;
  readonly omitExpiresIn: boolean;
}

/** Answers `POST /auth/token` of a protocol: the OAuth 2.0 client credentials grant (RFC 6749, 4.4). */
export type TokenEndpoint = (request: VtnRequest, protocol: MockVtnProtocol) => Promise<VtnAnswer>;

/** Makes the token endpoint; without clients it answers 501. */
export function tokenEndpoint(options: TokenEndpointOptions): TokenEndpoint {
  const { issuer, lifetimeS, omitExpiresIn } = options;
  const clients = new Map(options.clients.map((client) => [client.clientId, client]));
  return async (request, protocol) => {
    if (clients.size === 0) {
      throw new Refusal(501, "this VTN hands out no tokens: it was started without clients");
    }
    try {
      const asked = await readTokenRequest(request);
      const client = clients.get(asked.client_id);
      if (client === undefined || !isSecret(client, asked.client_secret)) {
        throw new TokenRefusal("invalid_client", "the client id or its secret is wrong");
      }
      const scopes = grantScopes(client, protocol, asked.scope);
      const answer: TokenResponse = {
        access_token: await issuer.issue(client.clientId, client.role, scopes),
        token_type: "Bearer",
        ...(omitExpiresIn ? {} : { expires_in: lifetimeS }),
        scope: scopes.join(" "),
      };
      return jsonAnswer(200, answer, NO_STORE);
    } catch (error) {
      if (error instanceof TokenRefusal) return error.toAnswer();
      throw error;
    }
  };
}

/** A refusal that is both an `authError` and, as 3.1.0 asks for, a problem. */
class TokenRefusal extends Refusal {
  readonly error: TokenError["error"];

  constructor(error: TokenError["error"], detail: string) {
    super(error === "invalid_client" ? 401 : 400, detail, {
      ...NO_STORE,
      ...(error === "invalid_client" ? { "www-authenticate": "Basic" } : {}),
    });
    this.error = error;
  }

  override toAnswer(): VtnAnswer {
    const { error, message, status, headers, problem } = this;
    const body = { error, error_description: message, ...problem };
    return { ...jsonAnswer(status, body, headers), detail: `${error}: ${message}` };
  }
}

async function readTokenRequest(request: VtnRequest): Promise<TokenRequest> {
  const mediaType = request.header("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (mediaType !== "application/x-www-form-urlencoded") {
    const rule = "send the body as content-type: application/x-www-form-urlencoded";
    throw new TokenRefusal("invalid_request", rule);
  }
  const form = new URLSearchParams(textOf(await readBytes(request, LONGEST_BODY)));
  for (const name of ["grant_type", "client_id", "client_secret", "scope"]) {
    if (form.getAll(name).length > 1) {
      throw new TokenRefusal("invalid_request", `${name} comes more than once`);
    }
  }
  const grantType = form.get("grant_type");
  if (grantType === null) throw new TokenRefusal("invalid_request", "grant_type is missing");
  if (grantType !== "client_credentials") {
    throw new TokenRefusal("unsupported_grant_type", "grant_type: give client_credentials");
  }
  const scope = form.get("scope");
  return {
    grant_type: grantType,
    ...readCredentials(form, request.header("authorization")),
    ...(scope === null ? {} : { scope }),
  };
}

type Credentials = Pick<TokenRequest, "client_id" | "client_secret">;

/** From the body or from HTTP Basic, not from both. */
function readCredentials(form: URLSearchParams, authorization: string | undefined): Credentials {
  const id = form.get("client_id") ?? undefined;
  const secret = form.get("client_secret") ?? undefined;
  const basic = readBasic(authorization);
  if (basic === undefined) {
    if (id === undefined) throw new TokenRefusal("invalid_request", "client_id is missing");
    if (secret === undefined) throw new TokenRefusal("invalid_request", "client_secret is missing");
    return { client_id: id, client_secret: secret };
  }
  if (secret !== undefined || (id !== undefined && id !== basic.client_id)) {
    const rule = "send the client's credentials in the body or by HTTP Basic, not in both";
    throw new TokenRefusal("invalid_request", rule);
  }
  return basic;
}

/** `Basic` over the form-encoded id and secret (RFC 6749, 2.3.1). */
function readBasic(authorization: string | undefined): Credentials | undefined {
  const encoded = /^basic +(?<encoded>[A-Za-z0-9+/=]+)$/i.exec(authorization ?? "");
  if (encoded === null) return undefined;
  const pair = Buffer.from(encoded.groups?.["encoded"] ?? "", "base64").toString();
  const colonAt = pair.indexOf(":");
  return {
    client_id: formDecoded(pair.slice(0, Math.max(colonAt, 0))),
    client_secret: formDecoded(pair.slice(colonAt + 1)),
  };
}

/** Many clients forget to encode: what cannot be decoded is taken as it is. */
function formDecoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}

function isSecret({ clientSecret }: MockVtnClient, given: string): boolean {
  return timingSafeEqual(secretDigest(clientSecret), secretDigest(given));
}

function grantScopes(
  client: MockVtnClient,
  protocol: MockVtnProtocol,
  asked = "",
): readonly string[] {
  const allowed = client.scopes ?? ROLE_SCOPES[protocol][client.role];
  const wanted = [...new Set(asked.split(" ").filter((scope) => scope !== ""))];
  const wrong = wanted.find((scope) => !allowed.includes(scope));
  if (wrong !== undefined) {
    const rule = `client "${client.clientId}" may not have the scope "${wrong.slice(0, 128)}"`;
    throw new TokenRefusal("invalid_scope", rule);
  }
  return wanted.length === 0 ? allowed : wanted;
}
