import { isVenError, VenError } from "@ven/core";
import type { NetworkFailure } from "../http/network-failure.ts";

/** The VTN gave no answer, or not a whole one. */
export class VtnUnreachableError extends VenError {
  /**
   * What the network said, such as `ECONNREFUSED`, or `CONNECT_TIMEOUT`, `HEADERS_TIMEOUT`,
   * `IDLE_TIMEOUT`, `TIMEOUT`, `ABORTED`, `CLOSED`, `ANSWER_TOO_LARGE`, `HEADERS_TOO_LARGE`,
   * `ANSWER_ENCODING`, `PROXY_REFUSED`, `PROXY_FAILED`, `INTERCEPTOR`.
   */
  readonly reason: string;
  /** Whether the VTN may have received, and acted on, the request. */
  readonly isAmbiguous: boolean;

  constructor(tried: string, failure: NetworkFailure) {
    const { reason, detail, remedy, isRetryable } = failure;
    super(`${tried} got no answer: ${detail} (${reason})${remedy === "" ? "" : `; ${remedy}`}`, {
      code: "VTN_UNREACHABLE",
      isRetryable,
    });
    this.reason = reason;
    this.isAmbiguous = failure.isAmbiguous;
  }
}

/** Tells whether a caught value is a {@link VtnUnreachableError}. */
export function isVtnUnreachableError(value: unknown): value is VtnUnreachableError {
  return isVenError(value, "VTN_UNREACHABLE");
}
