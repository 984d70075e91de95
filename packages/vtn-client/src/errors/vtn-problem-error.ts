import { isVenError, VenError } from "@ven/core";
import type { Problem } from "@ven/openadr-schema";
import { isRetryableStatus } from "../resilience/is-retryable-status.ts";
import { describeRedirect } from "./read-redirect.ts";
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
  /**
   * Whether the VTN may have acted on the request all the same: true for a 5xx to POST, PUT or
   * DELETE, and where an earlier try of a PUT or DELETE may have been acted on. Look before you send
   * a POST again, also if `isRetryable` is true.
   */
  readonly isAmbiguous: boolean;
  /**
   * Where a redirect points, which is not followed: origin and path, at most 200 characters;
   * `(hidden)` if that would show a secret; `undefined` if it is no redirect.
   */
  readonly redirectsTo: string | undefined;

  constructor(tried: string, refusal: Refusal) {
    const { status } = refusal;
    const isUnauthorized = status === 401 || status === 403;
    super(`${tried} was refused with ${status}${saidIn(refusal)}`, {
      code: isUnauthorized ? "VTN_UNAUTHORIZED" : "VTN_PROBLEM",
      isRetryable: isRetryableStatus(status),
    });
    this.status = status;
    this.problem = refusal.problem;
    this.retryAfterMs = refusal.retryAfterMs;
    this.isAmbiguous = refusal.isAmbiguous;
    this.redirectsTo = refusal.redirectsTo;
  }
}

/** Tells whether a caught value is a {@link VtnProblemError}. */
export function isVtnProblemError(value: unknown): value is VtnProblemError {
  return isVenError(value, "VTN_PROBLEM") || isVenError(value, "VTN_UNAUTHORIZED");
}

function saidIn({ status, problem, body, redirectsTo }: Refusal): string {
  if (redirectsTo !== undefined) {
    return `: ${describeRedirect(redirectsTo)}; if the VTN is there, give its base address as vtnUrl`;
  }
  const said = oneLine(problem?.detail ?? problem?.title ?? body);
  const remedy =
    status === 401 || status === 403 ? "; check the credentials and what they allow" : "";
  return `${said === "" ? "" : `: ${said}`}${remedy}`;
}

/** A text of somebody else as part of a line of ours. */
function oneLine(text: string): string {
  return text
    .slice(0, LONGEST_SAID)
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}
