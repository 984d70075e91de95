import type { EndlessPagingFault } from "./fault.ts";

/** How long a page is when a client asks for no limit. */
const USUAL_LIMIT = 50;

/** Answers a list operation with a full page, wherever the client is; other answers as they are. */
export async function endlessPage(
  ids: NonNullable<EndlessPagingFault["ids"]>,
  request: Request,
  answerNormally: (request: Request) => Promise<Response>,
): Promise<Response> {
  const url = new URL(request.url);
  const skip = Number(url.searchParams.get("skip") ?? 0);
  const limit = Number(url.searchParams.get("limit") ?? USUAL_LIMIT);
  if (request.method !== "GET" || !Number.isSafeInteger(skip)) return answerNormally(request);
  url.searchParams.delete("skip");
  const answer = await answerNormally(new Request(url, { headers: request.headers }));
  const items: unknown = answer.ok ? await answer.clone().json() : undefined;
  if (!Array.isArray(items) || items.length === 0) return answer;
  const page = Array.from({ length: limit }, (_, index) => {
    const item: unknown = items[index % items.length];
    return ids === "same" ? item : { ...(item as object), id: `endless-${skip + index}` };
  });
  return Response.json(page);
}
