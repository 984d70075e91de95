import { jsonTextAnswer, type VtnAnswer } from "../http/vtn-answer.ts";
import type { MalformedFault } from "./fault.ts";
import { htmlPage } from "./html-page.ts";

/**
 * Spoils an answer.
 *
 * @param answer - the right one; without it the VTN has done nothing, and says 200
 */
export function malformedAnswer(
  body: MalformedFault["body"],
  answer: VtnAnswer = jsonTextAnswer(200, []),
): VtnAnswer {
  const { status, headers } = answer;
  switch (body) {
    case "notJson":
      return jsonTextAnswer(status, ['{"id": "object-1", "createdDateTime": "2025-01-']);
    case "wrongShape":
      return jsonTextAnswer(status, ['{"unexpected": [null, {"id": 1}]}']);
    case "html":
      return htmlPage(status);
    case "wrongContentType":
      return { ...answer, headers: { ...headers, "content-type": "text/plain; charset=utf-8" } };
    case "empty":
      return jsonTextAnswer(status, []);
    default:
      return body satisfies never;
  }
}
