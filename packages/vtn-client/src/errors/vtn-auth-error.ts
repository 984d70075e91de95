import { isVenError, VenError } from "@ven/core";

/** There is no token to be had. */
export class VtnAuthError extends VenError {
  /** What the token endpoint said, such as `invalid_client`; `undefined` if it said nothing of that kind. */
  readonly reason: string | undefined;

  constructor(
    message: string,
    options: {
      readonly reason?: string | undefined;
      readonly isRetryable?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    const { reason, isRetryable = false, cause } = options;
    super(message, {
      code: "VTN_AUTH",
      isRetryable,
      ...(cause === undefined ? {} : { cause }),
    });
    this.reason = reason;
  }
}

/** Tells whether a caught value is a {@link VtnAuthError}. */
export function isVtnAuthError(value: unknown): value is VtnAuthError {
  return isVenError(value, "VTN_AUTH");
}
