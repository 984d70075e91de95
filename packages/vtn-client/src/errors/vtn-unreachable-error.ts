import { isVenError, VenError } from "@ven/core";

/** The VTN gave no answer, or not a whole one. */
export class VtnUnreachableError extends VenError {
  /** What the network said, such as `ECONNREFUSED`, or `TIMEOUT`, `ABORTED`, `ANSWER_TOO_LARGE`. */
  readonly reason: string;
  /** Whether the VTN may have received, and acted on, the request. */
  readonly isAmbiguous: boolean;

  constructor(
    tried: string,
    options: { readonly reason: string; readonly isAmbiguous: boolean; readonly detail: string },
  ) {
    super(
      `${tried} got no answer: ${options.detail} (${options.reason}); check the address and that the VTN runs`,
      { code: "VTN_UNREACHABLE", isRetryable: true },
    );
    this.reason = options.reason;
    this.isAmbiguous = options.isAmbiguous;
  }
}

/** Tells whether a caught value is a {@link VtnUnreachableError}. */
export function isVtnUnreachableError(value: unknown): value is VtnUnreachableError {
  return isVenError(value, "VTN_UNREACHABLE");
}
