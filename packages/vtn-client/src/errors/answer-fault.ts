import type { VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";
import { mayHaveActed } from "./may-have-acted.ts";
import { VtnAnswerError } from "./vtn-answer-error.ts";

/** The error of an answer that breaks the specification. */
export function answerFault(
  exchange: Pick<VtnExchange, "describe">,
  request: VtnRequest,
  answer: VtnAnswer,
  fault: string,
): VtnAnswerError {
  const { status } = answer;
  const isAmbiguous = mayHaveActed(request, answer);
  return new VtnAnswerError(exchange.describe(request), fault, { status, isAmbiguous });
}

/** How an answer is no JSON. Nothing of it is shown: it may hold a secret that nobody knows yet. */
export function notJsonFault({ text }: VtnAnswer): string {
  const start = text.slice(0, 1_000).trimStart();
  if (start === "") return "it is no JSON, but empty";
  return start.startsWith("<") ? "it is no JSON, but a web page" : "it is no JSON";
}
