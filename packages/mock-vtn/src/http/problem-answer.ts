import { Refusal } from "./refusal.ts";
import { toResponse } from "./web-door.ts";

/** A refusal for the web door: an OpenADR problem as JSON. */
export function problemAnswer(
  status: number,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return toResponse(new Refusal(status, detail, headers).toAnswer());
}
