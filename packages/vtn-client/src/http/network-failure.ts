/** Why a request got no whole answer. */
export interface NetworkFailure {
  /** Short and stable, such as `ECONNREFUSED` or `TIMEOUT`. */
  readonly reason: string;
  /** One line for a person; never a credential. */
  readonly detail: string;
  /** Whether the VTN may have received, and acted on, the request. */
  readonly isAmbiguous: boolean;
  /** Whether the same request may get through later, with nothing changed. */
  readonly isRetryable: boolean;
  /** What to do, as the end of a sentence; empty if there is nothing to do. */
  readonly remedy: string;
}

/** Longest part of the system's own words that is shown, characters. */
const LONGEST_DETAIL = 300;

const CHECK_ADDRESS = "check the address and that the VTN runs";

/** Failures of Node and undici under one name, whichever sent the request. */
const SAME_REASON: ReadonlyMap<string, string> = new Map([
  ["UND_ERR_SOCKET", "ECONNRESET"],
  ["UND_ERR_CONNECT_TIMEOUT", "CONNECT_TIMEOUT"],
  ["UND_ERR_HEADERS_OVERFLOW", "HEADERS_TOO_LARGE"],
  ["HPE_HEADER_OVERFLOW", "HEADERS_TOO_LARGE"],
]);

/** Codes of OpenSSL and Node for a certificate, or a TLS version, that one side does not accept. */
const TLS_REFUSAL =
  /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|^ERR_TLS_|^ERR_SSL_|^EPROTO$|HOSTNAME_MISMATCH/;

/**
 * What OpenSSL makes of an answer that is no TLS, by its first bytes: in the code, or in the message of
 * `EPROTO`, which node:http gives where it was about to write.
 */
const NO_TLS = /SSL.*(wrong.version.number|packet.length.too.long|http.request)/i;

/** What the other side says when it does not take our certificate: it has read nothing of a request. */
const REFUSED_BY_ALERT = /^ERR_SSL_.*ALERT_(CERTIFICATE|BAD_CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)/;

/**
 * Tells why there is no answer, reading nothing of an error that may hold a token.
 *
 * @param wasSent - whether the request was on its way
 */
export function describeNetworkFailure(error: unknown, wasSent: boolean): NetworkFailure {
  const { code } = error as { code?: unknown };
  const known = typeof code === "string" ? code : "NETWORK";
  const reason = SAME_REASON.get(known) ?? known;
  const detail = detailOf(error as { message?: unknown; reason?: unknown });
  if (reason === "INTERCEPTOR") {
    const remedy = "check what was added to VtnHttp.interceptors";
    return { reason, detail, isAmbiguous: wasSent, isRetryable: false, remedy };
  }
  if (reason === "HEADERS_TOO_LARGE") return answerFailure(reason, detail);
  if (reason === "PROXY_REFUSED") {
    const remedy = "check HTTPS_PROXY and its credentials, or except the host with NO_PROXY";
    return { reason, detail, isAmbiguous: wasSent, isRetryable: false, remedy };
  }
  if (NO_TLS.test(reason === "EPROTO" ? detail : reason)) {
    const remedy = "it may speak plain http: check the port and the https:// of vtnUrl";
    const noTls = "what answered is no TLS";
    return { reason, detail: noTls, isAmbiguous: wasSent, isRetryable: false, remedy };
  }
  if (TLS_REFUSAL.test(reason)) {
    const isAmbiguous = wasSent && !REFUSED_BY_ALERT.test(reason);
    const remedy = "check the certificates of both sides (tls.ca, tls.cert) and the TLS version";
    return { reason, detail, isAmbiguous, isRetryable: false, remedy };
  }
  return { reason, detail, isAmbiguous: wasSent, isRetryable: true, remedy: CHECK_ADDRESS };
}

function detailOf({ message, reason }: { message?: unknown; reason?: unknown }): string {
  // OpenSSL puts its own file names into the message, and what matters into `reason`.
  const said = typeof reason === "string" ? reason : message;
  const text = typeof said === "string" ? said.replace(/\s+/g, " ").trim() : "";
  return text === "" ? "the connection failed" : text.slice(0, LONGEST_DETAIL);
}

/** The failure of a request whose caller's signal was aborted. */
export function abortFailure(isAmbiguous: boolean): NetworkFailure {
  const detail = "the caller gave up";
  return { reason: "ABORTED", detail, isAmbiguous, isRetryable: true, remedy: "" };
}

/** The failure of a request whose connections were closed. */
export function closedFailure(isAmbiguous: boolean): NetworkFailure {
  const detail = "this client is closed; make a new one";
  return { reason: "CLOSED", detail, isAmbiguous, isRetryable: false, remedy: "" };
}

/** The failure of a request that took too long. */
export function timeoutFailure(
  reason: string,
  detail: string,
  isAmbiguous: boolean,
): NetworkFailure {
  return { reason, detail, isAmbiguous, isRetryable: true, remedy: CHECK_ADDRESS };
}

/** The failure of a request whose answer is not read to its end. */
export function answerFailure(reason: string, detail: string): NetworkFailure {
  const remedy = "ask for less at once, or check what answers at this address";
  return { reason, detail, isAmbiguous: true, isRetryable: false, remedy };
}
