/** Why a request got no whole answer. */
export interface NetworkFailure {
  /** Short and stable, such as `ECONNREFUSED` or `TIMEOUT`. */
  readonly reason: string;
  /** One line for a person; never a credential. */
  readonly detail: string;
  /** Whether the VTN may have received, and acted on, the request. */
  readonly isAmbiguous: boolean;
}

/** System calls that fail before the first byte of a request is on its way. */
const CONNECTING: ReadonlySet<unknown> = new Set(["connect", "getaddrinfo"]);

/** Failures that happen before the first byte of a request is on its way. */
const BEFORE_SENDING: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/** Tells from an error of axios, reading nothing that may hold a token, why there is no answer. */
export function describeNetworkFailure(error: unknown): NetworkFailure {
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown };
  const detail = typeof message === "string" && message !== "" ? message : "the connection failed";
  if (code === "ERR_CANCELED") return abortFailure({ isAmbiguous: true });
  if (detail.startsWith("maxContentLength")) {
    return { reason: "ANSWER_TOO_LARGE", detail: "its answer is over 5 MiB", isAmbiguous: true };
  }
  const reason = typeof code === "string" ? code : "NETWORK";
  const isUnsent =
    BEFORE_SENDING.has(reason) || CONNECTING.has((cause as { syscall?: unknown })?.syscall);
  return { reason, detail, isAmbiguous: !isUnsent };
}

/** The failure of a request whose caller's signal was aborted. */
export function abortFailure(options: Pick<NetworkFailure, "isAmbiguous">): NetworkFailure {
  return { reason: "ABORTED", detail: "the caller gave up", ...options };
}

/** The failure of a request whose connections were closed. */
export function closedFailure(options: Pick<NetworkFailure, "isAmbiguous">): NetworkFailure {
  return { reason: "CLOSED", detail: "this client is closed; make a new one", ...options };
}

/** The failure of a request that took too long. */
export function timeoutFailure(totalTimeoutMs: number): NetworkFailure {
  return {
    reason: "TIMEOUT",
    detail: `no whole answer within ${totalTimeoutMs} ms`,
    isAmbiguous: true,
  };
}
