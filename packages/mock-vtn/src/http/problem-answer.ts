import type { Problem } from "@ven/openadr-schema";

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  500: "Internal Server Error",
  507: "Insufficient Storage",
};

/** A refusal: an OpenADR problem as JSON. */
export function problemAnswer(
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const problem: Problem = { title: TITLES[status] ?? "Error", status, detail };
  return Response.json(problem, { status, headers });
}
