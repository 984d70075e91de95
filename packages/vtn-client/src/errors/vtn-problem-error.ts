import { isVenError, VenError } from "@ven/core";
import type { Problem } from "@ven/openadr-schema";
import { isRetryableStatus } from "../resilience/is-retryable-status.ts";
import type { Refusal } from "./read-refusal.ts";

/** Longest part of what a VTN says that goes into a message, characters. */
const LONGEST_SAID = 300;

/** The VTN answered, and refused. Code `VTN_UNAUTHORIZED` for 401 and 403, else `VTN_PROBLEM`. */
export class VtnProblemError extends VenError {
  readonly status: number;
  /** The answer as an OpenADR problem, if it was one. */
  readonly problem: Problem | undefined;
  /** How long the VTN asks to wait before the next try, ms; `undefined` if it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(tried: string, refusal: Refusal) {
    const { status, problem, body } = refusal;
    const isUnauthorized = status === 401 || status === 403;
    const said = oneLine(problem?.detail ?? problem?.title ?? body);
    const remedy = isUnauthorized ? "; check the credentials and what they allow" : "";
    super(`${tried} was refused with ${status}${said === "" ? "" : `: ${said}`}${remedy}`, {
      code: isUnauthorized ? "VTN_UNAUTHORIZED" : "VTN_PROBLEM",
      isRetryable: isRetryableStatus(status),
    });
    this.status = status;
    this.problem = problem;
    this.retryAfterMs = refusal.retryAfterMs;
  }
}

/** Tells whether a caught value is a {@link VtnProblemError}. */
export function isVtnProblemError(value: unknown): value is VtnProblemError {
  return isVenError(value, "VTN_PROBLEM") || isVenError(value, "VTN_UNAUTHORIZED");
}

/** A text of somebody else as part of a line of ours. */
function oneLine(text: string): string {
  return text
    .slice(0, LONGEST_SAID)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}
