import { isVenError, VenError } from "@ven/core";

/** Reasons that lie with the caller, not with the VTN. */
const OWN_REASONS: ReadonlySet<string> = new Set(["ABORTED", "CLOSED"]);

/** The VTN gave no answer, or not a whole one. */
export class VtnUnreachableError extends VenError {
  /** What the network said, such as `ECONNREFUSED`, or `TIMEOUT`, `ABORTED`, `CLOSED`, `ANSWER_TOO_LARGE`. */
  readonly reason: string;
  /** Whether the VTN may have received, and acted on, the request. */
  readonly isAmbiguous: boolean;

  constructor(
    tried: string,
    options: { readonly reason: string; readonly isAmbiguous: boolean; readonly detail: string },
  ) {
    const { reason, detail } = options;
    const remedy = OWN_REASONS.has(reason) ? "" : "; check the address and that the VTN runs";
    super(`${tried} got no answer: ${detail} (${reason})${remedy}`, {
      code: "VTN_UNREACHABLE",
      isRetryable: reason !== "CLOSED",
    });
    this.reason = reason;
    this.isAmbiguous = options.isAmbiguous;
  }
}

/** Tells whether a caught value is a {@link VtnUnreachableError}. */
export function isVtnUnreachableError(value: unknown): value is VtnUnreachableError {
  return isVenError(value, "VTN_UNREACHABLE");
}
