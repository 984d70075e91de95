import { isVenError, VenError } from "@ven/core";

/** The VTN answered with success, but not with what the protocol says. */
export class VtnAnswerError extends VenError {
  constructor(tried: string, fault: string) {
    super(
      `${tried} was answered with something else than the protocol says: ${fault}; check the path of vtnUrl`,
      {
        code: "VTN_ANSWER_INVALID",
      },
    );
  }
}

/** Tells whether a caught value is a {@link VtnAnswerError}. */
export function isVtnAnswerError(value: unknown): value is VtnAnswerError {
  return isVenError(value, "VTN_ANSWER_INVALID");
}
