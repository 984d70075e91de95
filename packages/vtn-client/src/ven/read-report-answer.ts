import { readRefusal } from "../errors/read-refusal.ts";
import { isVtnAuthError } from "../errors/vtn-auth-error.ts";
import { isVtnCircuitOpenError } from "../errors/vtn-circuit-open-error.ts";
import { isVtnUnreachableError } from "../errors/vtn-unreachable-error.ts";
import { parseJson } from "../http/parse-json.ts";
import type { VtnAnswer, VtnExchange } from "../http/vtn-request.ts";
import { isRetryableStatus } from "../resilience/is-retryable-status.ts";
import type { ReportOutcome } from "./report-outcome.ts";

/**
 * What an answer to a report of the flat dialect says.
 *
 * @param exchange - who knows the tokens that it may repeat
 * @param bearerToken - one more of them
 */
export function readReportAnswer(
  exchange: VtnExchange,
  answer: VtnAnswer,
  bearerToken: string | undefined,
): ReportOutcome {
  const { status, text } = answer;
  if (status >= 200 && status < 300) {
    const { id } = (parseJson(text) ?? {}) as { id?: unknown };
    return { kind: "accepted", status, ...(typeof id === "string" ? { reportId: id } : {}) };
  }
  const refusal = readRefusal(exchange, answer, bearerToken);
  return { kind: "refused", isRetryable: isRetryableStatus(status), ...refusal };
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
  if (isVtnCircuitOpenError(error) || isVtnAuthError(error)) {
    const { code, message } = error;
    return { kind: "unanswered", reason: code, detail: message, isAmbiguous: false };
  }
  throw error;
}
