import type { MalformedFault } from "./fault.ts";
import { htmlPage } from "./html-page.ts";

/**
 * Spoils an answer.
 *
 * @param answer - the right one; without it the VTN has done nothing, and says 200
 */
export async function malformedAnswer(
  body: MalformedFault["body"],
  answer: Response = Response.json({}),
): Promise<Response> {
  const { status } = answer;
  switch (body) {
    case "notJson":
      return jsonText('{"id": "object-1", "createdDateTime": "2025-01-', status);
    case "wrongShape":
      return jsonText('{"unexpected": [null, {"id": 1}]}', status);
    case "html":
      return htmlPage(status);
    case "wrongContentType": {
      const headers = { "content-type": "text/plain; charset=utf-8" };
      return new Response(await answer.text(), { status, headers });
    }
    case "empty":
      return new Response("", { status, headers: { "content-type": "application/json" } });
    default:
      return body satisfies never;
  }
}

function jsonText(text: string, status: number): Response {
  return new Response(text, { status, headers: { "content-type": "application/json" } });
}
