import { answerFault, notJsonFault } from "../errors/answer-fault.ts";
import { parseJson } from "../http/parse-json.ts";
import type { VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";

/**
 * Reads the body of a success of which the flat dialect promises nothing: servers answer `{}` or
 * nothing. A page that is no JSON comes from somebody else, such as a gateway that asks to log in.
 *
 * @returns `undefined` if there is none
 * @throws {VtnAnswerError} if it is no JSON
 */
export function jsonOrNothing(
  exchange: VtnExchange,
  request: VtnRequest,
  answer: VtnAnswer,
): unknown {
  const json = parseJson(answer.text);
  if (json !== undefined || answer.text.trim() === "") return json;
  throw answerFault(exchange, request, answer, notJsonFault(answer));
}
