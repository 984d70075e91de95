import type { VtnAnswer, VtnRequest } from "../http/vtn-request.ts";

/**
 * Whether a VTN may have acted on a request that it did not answer as it should: a gateway says 504
 * of what the VTN behind it has stored, and a 2xx that cannot be read is a 2xx all the same.
 */
export function mayHaveActed(
  { method }: Pick<VtnRequest, "method">,
  { status, isRepeated }: Pick<VtnAnswer, "status" | "isRepeated">,
): boolean {
  if (method === "GET") return false;
  return status < 300 || status >= 500 || isRepeated === true;
}
