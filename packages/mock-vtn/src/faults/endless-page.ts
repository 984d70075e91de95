import { textOf } from "../http/read-json.ts";
import { jsonAnswer, type VtnAnswer } from "../http/vtn-answer.ts";
import type { VtnRequest } from "../http/vtn-request.ts";
import type { EndlessPagingFault } from "./fault.ts";

/** How long a page is when a client asks for no limit. */
const USUAL_LIMIT = 50;

/** Answers a list operation with a full page, wherever the client is; other answers as they are. */
export async function endlessPage(
  ids: NonNullable<EndlessPagingFault["ids"]>,
  request: VtnRequest,
  answerNormally: (request: VtnRequest) => Promise<VtnAnswer>,
): Promise<VtnAnswer> {
  const params = new URLSearchParams(request.query);
  const skip = Number(params.get("skip") ?? 0);
  const limit = Number(params.get("limit") ?? USUAL_LIMIT);
  if (request.method !== "GET" || !Number.isSafeInteger(skip)) return answerNormally(request);
  params.delete("skip");
  const answer = await answerNormally({ ...request, query: params.toString() });
  const items = answer.status === 200 ? (JSON.parse(bodyText(answer)) as unknown) : undefined;
  if (!Array.isArray(items) || items.length === 0) return answer;
  const page = Array.from({ length: limit }, (_, index) => {
    const item: unknown = items[index % items.length];
    return ids === "same" ? item : { ...(item as object), id: `endless-${skip + index}` };
  });
  return jsonAnswer(200, page);
}

function bodyText({ body }: VtnAnswer): string {
  return body.map((part) => (typeof part === "string" ? part : textOf(part))).join("");
}
