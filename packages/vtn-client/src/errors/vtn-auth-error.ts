import { isVenError, VenError } from "@ven/core";

/** There is no token to be had, so the request was not sent. */
export class VtnAuthError extends VenError {
  /** Without a token it was not sent, or refused with 401, so the VTN cannot have acted on it. */
  readonly isAmbiguous = false;
  /** What the token endpoint said, such as `invalid_client`; `undefined` if it said nothing of that kind. */
  readonly reason: string | undefined;
  /** When a token will be asked for again, epoch ms; `undefined` if at the next call. */
  readonly retryAtMs: number | undefined;

  constructor(
    message: string,
    options: {
      readonly reason?: string | undefined;
      readonly isRetryable?: boolean;
      readonly retryAtMs?: number | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    const { reason, isRetryable = false, retryAtMs, cause } = options;
    super(message, {
      code: "VTN_AUTH",
      isRetryable,
      ...(cause === undefined ? {} : { cause }),
    });
    this.reason = reason;
    this.retryAtMs = retryAtMs;
  }
}

/** Tells whether a caught value is a {@link VtnAuthError}. */
export function isVtnAuthError(value: unknown): value is VtnAuthError {
  return isVenError(value, "VTN_AUTH");
}
