/** Why a request got no whole answer. */
export interface NetworkFailure {
  /** Short and stable, such as `ECONNREFUSED` or `TIMEOUT`. */
  readonly reason: string;
  /** One line for a person; never a credential. */
  readonly detail: string;
  /** Whether the VTN may have received, and acted on, the request. */
  readonly isAmbiguous: boolean;
}

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

/** Tells from an error of axios, reading only its code and message, why there is no answer. */
export function describeNetworkFailure(error: unknown): NetworkFailure {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const detail = typeof message === "string" && message !== "" ? message : "the connection failed";
  if (code === "ERR_CANCELED") {
    return { reason: "ABORTED", detail: "the caller gave up", isAmbiguous: true };
  }
  if (detail.startsWith("maxContentLength")) {
    return { reason: "ANSWER_TOO_LARGE", detail: "its answer is over 5 MiB", isAmbiguous: true };
  }
  const reason = typeof code === "string" ? code : "NETWORK";
  return { reason, detail, isAmbiguous: !BEFORE_SENDING.has(reason) };
}

/** The failure of a request that took too long. */
export function timeoutFailure(totalTimeoutMs: number): NetworkFailure {
  return {
    reason: "TIMEOUT",
    detail: `no whole answer within ${totalTimeoutMs} ms`,
    isAmbiguous: true,
  };
}
