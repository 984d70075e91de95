import { type Problem, problemSchema } from "@ven/openadr-schema";
import { parseJson } from "../http/parse-json.ts";

/** Longest part of a refusal that is kept, characters. */
const LONGEST_BODY = 2_000;

/** What a refusal says: its text, shortened, and the problem in it, if it is one. */
export interface Refusal {
  readonly body: string;
  readonly problem?: Problem;
}

/**
 * Reads a refusal.
 *
 * @param safeText - the answer's text, without tokens
 */
export function readRefusal(safeText: string): Refusal {
  const problem = problemSchema.safeParse(parseJson(safeText));
  return {
    body: safeText.slice(0, LONGEST_BODY),
    ...(problem.success ? { problem: problem.data } : {}),
  };
}
