import { readRefusal } from "../errors/read-refusal.ts";
import { isVtnAnswerError } from "../errors/vtn-answer-error.ts";
import { isVtnAuthError } from "../errors/vtn-auth-error.ts";
import { isVtnCircuitOpenError } from "../errors/vtn-circuit-open-error.ts";
import { isVtnUnreachableError } from "../errors/vtn-unreachable-error.ts";
import type { VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";
import { isRetryableStatus } from "../resilience/is-retryable-status.ts";
import { jsonOrNothing } from "./json-or-nothing.ts";
import type { ReportOutcome } from "./report-outcome.ts";

/**
 * What an answer to a report of the flat dialect says.
 *
 * @param exchange - who knows the tokens that it may repeat
 * @throws {VtnAnswerError} if a 2xx has a body that is no JSON
 */
export function readReportAnswer(
  exchange: VtnExchange,
  request: VtnRequest,
  answer: VtnAnswer,
): ReportOutcome {
  const { status } = answer;
  if (status < 200 || status >= 300) {
    const refusal = readRefusal(exchange, request, answer);
    return { kind: "refused", isRetryable: isRetryableStatus(status), ...refusal };
  }
  const { id } = (jsonOrNothing(exchange, request, answer) ?? {}) as { id?: unknown };
  return { kind: "accepted", status, ...(typeof id === "string" ? { reportId: id } : {}) };
}

/**
 * What an error says of a report that was to be sent.
 *
 * @throws the error itself, if it says nothing of that
 */
export function readReportFailure(error: unknown): ReportOutcome {
  if (isVtnUnreachableError(error)) {
    const { reason, isAmbiguous, message } = error;
    return { kind: "unanswered", reason, detail: message, isAmbiguous };
  }
  if (isVtnAnswerError(error) || isVtnCircuitOpenError(error) || isVtnAuthError(error)) {
    const { code, message, isAmbiguous } = error;
    return { kind: "unanswered", reason: code, detail: message, isAmbiguous };
  }
  throw error;
}
