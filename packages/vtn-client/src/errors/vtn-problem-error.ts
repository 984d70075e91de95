import { isVenError, VenError } from "@ven/core";
import type { Problem } from "@ven/openadr-schema";
import { isRetryableStatus } from "../resilience/is-retryable-status.ts";

/** The VTN answered, and refused. Code `VTN_UNAUTHORIZED` for 401 and 403, else `VTN_PROBLEM`. */
export class VtnProblemError extends VenError {
  readonly status: number;
  /** The answer as an OpenADR problem, if it was one. */
  readonly problem: Problem | undefined;

  /** @param body - the answer's text, shortened and without credentials */
  constructor(
    tried: string,
    options: {
      readonly status: number;
      readonly problem?: Problem | undefined;
      readonly body: string;
    },
  ) {
    const { status, problem, body } = options;
    const isUnauthorized = status === 401 || status === 403;
    const said = problem?.detail ?? problem?.title ?? body.slice(0, 200);
    const remedy = isUnauthorized ? "; check the bearer token" : "";
    super(`${tried} was refused with ${status}${said === "" ? "" : `: ${said}`}${remedy}`, {
      code: isUnauthorized ? "VTN_UNAUTHORIZED" : "VTN_PROBLEM",
      isRetryable: isRetryableStatus(status),
    });
    this.status = status;
    this.problem = problem;
  }
}

/** Tells whether a caught value is a {@link VtnProblemError}. */
export function isVtnProblemError(value: unknown): value is VtnProblemError {
  return isVenError(value, "VTN_PROBLEM") || isVenError(value, "VTN_UNAUTHORIZED");
}
