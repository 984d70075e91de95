import type { Clock } from "@ven/core";
import {
  isVtnAnswerError,
  isVtnAuthError,
  isVtnCircuitOpenError,
  isVtnProblemError,
  isVtnUnreachableError,
} from "@ven/vtn-client";

/** What a request to the VTN that failed says. */
export interface RequestFailure {
  readonly reason: string;
  /** Whether the VTN may have acted on it all the same. */
  readonly isAmbiguous: boolean;
  /** What it says of the VTN as a whole, if anything. */
  readonly health?: "down" | "refusing";
  readonly retryAfterMs?: number | undefined;
  /** Of the refusal, if it was one. */
  readonly status?: number;
}

/** Shortest wait for a circuit that is open, ms. */
const LEAST_CIRCUIT_MS = 250;

/**
 * Reads why a request to the VTN failed.
 *
 * @throws the error itself, if it is none of the client's
 */
export function readFailure(error: unknown, clock: Clock): RequestFailure {
  if (isVtnProblemError(error)) {
    const { message: reason, status, isAmbiguous, retryAfterMs } = error;
    return { reason, isAmbiguous, status, retryAfterMs, ...healthOf(status) };
  }
  if (isVtnUnreachableError(error)) {
    // What came from our own side says nothing of the VTN.
    const isOurs = error.reason === "ABORTED" || error.reason === "CLOSED";
    const { message: reason, isAmbiguous } = error;
    return { reason, isAmbiguous, ...(isOurs ? {} : { health: "down" }) };
  }
  if (isVtnCircuitOpenError(error)) {
    // The wall clock may have jumped since that instant was told.
    const retryAfterMs = Math.max(LEAST_CIRCUIT_MS, error.retryAtMs - clock.now());
    return { reason: error.message, isAmbiguous: false, health: "down", retryAfterMs };
  }
  if (isVtnAuthError(error)) {
    return { reason: error.message, isAmbiguous: error.isAmbiguous, health: "refusing" };
  }
  if (isVtnAnswerError(error)) return { reason: error.message, isAmbiguous: error.isAmbiguous };
  throw error;
}

function healthOf(status: number): { readonly health?: "down" | "refusing" } {
  if (status === 401 || status === 403 || (status >= 300 && status < 400)) {
    return { health: "refusing" };
  }
  return status >= 500 || status === 429 || status === 408 || status === 425
    ? { health: "down" }
    : {};
}
