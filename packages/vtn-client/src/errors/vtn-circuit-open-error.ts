import { isVenError, VenError } from "@ven/core";

/** Nothing is sent to this VTN for a while, as it was found down again and again. */
export class VtnCircuitOpenError extends VenError {
  /** It was not sent, so the VTN cannot have acted on it. */
  readonly isAmbiguous = false;
  /** When a request may be sent again, epoch ms. */
  readonly retryAtMs: number;

  constructor(tried: string, retryAtMs: number) {
    const at = new Date(retryAtMs).toISOString();
    super(`${tried} was not sent: the VTN was down for the last requests; ask again at ${at}`, {
      code: "VTN_CIRCUIT_OPEN",
      isRetryable: true,
    });
    this.retryAtMs = retryAtMs;
  }
}

/** Tells whether a caught value is a {@link VtnCircuitOpenError}. */
export function isVtnCircuitOpenError(value: unknown): value is VtnCircuitOpenError {
  return isVenError(value, "VTN_CIRCUIT_OPEN");
}
