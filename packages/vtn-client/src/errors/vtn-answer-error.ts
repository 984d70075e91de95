import { isVenError, VenError } from "@ven/core";

/** An answer as far as a {@link VtnAnswerError} tells of it. */
export interface FaultyAnswer {
  readonly status: number;
  readonly isAmbiguous: boolean;
}

/** The VTN answered with success, but not with what the protocol says. */
export class VtnAnswerError extends VenError {
  /** The status of the answer, most often 2xx. */
  readonly status: number;
  /**
   * Whether the VTN may have acted on the request: true for a 2xx to all but GET. Look before you
   * send it again.
   */
  readonly isAmbiguous: boolean;

  constructor(tried: string, fault: string, { status, isAmbiguous }: FaultyAnswer) {
    super(
      `${tried} was answered with ${status} and something else than the protocol says: ${fault}; check the path of vtnUrl, and what answers there`,
      { code: "VTN_ANSWER_INVALID" },
    );
    this.status = status;
    this.isAmbiguous = isAmbiguous;
  }
}

/** Tells whether a caught value is a {@link VtnAnswerError}. */
export function isVtnAnswerError(value: unknown): value is VtnAnswerError {
  return isVenError(value, "VTN_ANSWER_INVALID");
}
