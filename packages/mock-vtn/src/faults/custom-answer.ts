import type { VtnAnswer } from "../http/vtn-answer.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import { toResponse } from "../http/web-door.ts";
import type { CustomFault } from "./fault.ts";

const NO_ANSWER: VtnAnswer = { status: 0, headers: {}, body: [], wire: { kind: "reset" } };

/** Lets the author of a rule answer; a network error (`Response.error()`) breaks the connection. */
export async function customAnswer(
  { answer: makeAnswer }: CustomFault,
  { method, path, query, header }: VtnRequest,
  answerNormally: () => Promise<VtnAnswer>,
): Promise<VtnAnswer> {
  const request = { method, path, query, header };
  const response = await makeAnswer(request, async () => toResponse(await answerNormally()));
  if (response.type === "error") return NO_ANSWER;
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: [new Uint8Array(await response.arrayBuffer())],
  };
}
