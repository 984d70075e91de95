import { type Problem, problemSchema } from "@ven/openadr-schema";
import { parseJson } from "../http/parse-json.ts";
import type { VtnAnswer, VtnExchange, VtnRequest } from "../http/vtn-request.ts";
import { mayHaveActed } from "./may-have-acted.ts";
import { readRedirect } from "./read-redirect.ts";

/** Longest part of a refusal that is kept, characters. */
const LONGEST_BODY = 2_000;

/** What a refusal says, safe to log. */
export interface Refusal {
  readonly status: number;
  /** Its text without tokens, at most 2,000 characters. */
  readonly body: string;
  /** The problem in it, if it is one. */
  readonly problem?: Problem;
  /** How long the VTN asks to wait before the next try, ms, if it does. */
  readonly retryAfterMs?: number;
  /** Whether the VTN may have acted on the request all the same. */
  readonly isAmbiguous: boolean;
  /** Where a redirect points, without its query, at most 200 characters. */
  readonly redirectsTo?: string;
}

/**
 * Reads a refusal.
 *
 * @param exchange - who knows the tokens that it may repeat
 * @param request - what was refused; its own token is known too
 */
export function readRefusal(
  exchange: VtnExchange,
  request: VtnRequest,
  answer: VtnAnswer,
): Refusal {
  const { status, retryAfterMs } = answer;
  const hide = (said: string) => exchange.withoutTokens(said, request.bearerToken);
  const text = hide(answer.text);
  const problem = problemSchema.safeParse(parseJson(text));
  const redirectsTo = readRedirect(exchange, request, answer, hide);
  return {
    status,
    body: text.slice(0, LONGEST_BODY),
    isAmbiguous: mayHaveActed(request, answer),
    ...(problem.success ? { problem: problem.data } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(redirectsTo === undefined ? {} : { redirectsTo }),
  };
}
