import { type Problem, problemSchema } from "@ven/openadr-schema";
import { parseJson } from "../http/parse-json.ts";
import type { VtnAnswer, VtnExchange } from "../http/vtn-request.ts";

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
}

/**
 * Reads a refusal.
 *
 * @param exchange - who knows the tokens that it may repeat
 * @param bearerToken - one more of them
 */
export function readRefusal(
  exchange: VtnExchange,
  answer: VtnAnswer,
  bearerToken?: string,
): Refusal {
  const { status, retryAfterMs } = answer;
  const text = exchange.withoutTokens(answer.text, bearerToken);
  const problem = problemSchema.safeParse(parseJson(text));
  return {
    status,
    body: text.slice(0, LONGEST_BODY),
    ...(problem.success ? { problem: problem.data } : {}),
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}
