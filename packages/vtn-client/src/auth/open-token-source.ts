import { InvalidValueError } from "@ven/core";
import { isVtnAuthError } from "../errors/vtn-auth-error.ts";
import { checkChoice } from "../http/check-choice.ts";
import { checkSwitch } from "../http/check-switch.ts";
import { redact } from "../http/token-text.ts";
import type { VtnHttp } from "../http/vtn-http.ts";
import { VTN_AUTH_LOG } from "./auth-log.ts";
import { findTokenUrl, tokenUrlFault } from "./find-token-url.ts";
import { requestToken, type TokenGrant } from "./request-token.ts";
import { secretTexts } from "./secret-texts.ts";
import { TokenSource } from "./token-source.ts";
import type { ClientCredentialsAuth } from "./vtn-auth.ts";

/**
 * The tokens of one client at one VTN.
 *
 * @throws {InvalidValueError} if a credential cannot be sent, without showing it
 */
export function openTokenSource(http: VtnHttp, auth: ClientCredentialsAuth): TokenSource {
  checkCredentials(auth, http.allowPlainHttp);
  const { clock, logger } = http;
  const secrets = secretTexts(auth);
  const hide = (text: string) => redact(text, [...secrets, ...source.known]);
  let foundUrl: string | undefined;
  const request = async (): Promise<TokenGrant> => {
    const tokenUrl = auth.tokenUrl ?? foundUrl ?? (await find());
    const endpoint = http.tokenExchange(tokenUrl, hide);
    foundUrl = tokenUrl;
    try {
      const grant = await requestToken(endpoint, auth, { redact: hide, nowAtMs: clock.now() });
      logger.info({ clientId: auth.clientId }, VTN_AUTH_LOG.tokenReceived);
      return grant;
    } catch (error) {
      // What is only busy will be there later; else the VTN may name another next time.
      if (!isVtnAuthError(error) || !error.isRetryable) foundUrl = undefined;
      throw error;
    }
  };
  const find = () =>
    findTokenUrl({
      vtnUrl: http.vtnUrl,
      vtn: http.tokenExchange(http.vtnUrl, hide),
      redact: hide,
      allowPlainHttp: http.allowPlainHttp,
      allowForeignTokenUrl: auth.allowForeignTokenUrl ?? false,
    });
  const source = new TokenSource({ clientId: auth.clientId, clock, logger, request });
  return source;
}

function checkCredentials(auth: ClientCredentialsAuth, allowPlainHttp: boolean): void {
  const { clientId, clientSecret, scope = "", tokenUrl } = auth;
  if (typeof clientId !== "string" || clientId === "" || clientId.length > 1_024) {
    throw new InvalidValueError("auth.clientId", clientId, "give 1 to 1024 characters");
  }
  const isText = typeof clientSecret === "string" && !/\p{Surrogate}/u.test(clientSecret);
  if (!isText || clientSecret === "" || clientSecret.length > 8_192) {
    const shown = clientSecret === undefined ? undefined : "(hidden)";
    throw new InvalidValueError("auth.clientSecret", shown, "give 1 to 8192 characters");
  }
  if (typeof scope !== "string" || scope.length > 2_048) {
    throw new InvalidValueError("auth.scope", scope, "give a text of at most 2048 characters");
  }
  const { sendCredentialsIn = "body", allowForeignTokenUrl = false } = auth;
  checkChoice("auth.sendCredentialsIn", sendCredentialsIn, ["body", "basic"]);
  checkSwitch("auth.allowForeignTokenUrl", allowForeignTokenUrl);
  if (tokenUrl !== undefined) checkTokenUrl(tokenUrl, allowPlainHttp);
}

function checkTokenUrl(tokenUrl: string, allowPlainHttp: boolean): void {
  if (typeof tokenUrl !== "string" || tokenUrl.length > 2_048 || !URL.canParse(tokenUrl)) {
    const rule = "write it like https://auth.example.com/token";
    throw new InvalidValueError("auth.tokenUrl", "(hidden)", rule);
  }
  const url = new URL(tokenUrl);
  const fault = tokenUrlFault(url, allowPlainHttp);
  if (fault !== undefined) throw new InvalidValueError("auth.tokenUrl", url.origin, `it ${fault}`);
}
