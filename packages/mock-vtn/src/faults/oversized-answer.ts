import type { BodyPart, VtnAnswer } from "../http/vtn-answer.ts";
import type { OversizedFault } from "./fault.ts";

/** Spaces come in pieces of this length. */
const PIECE = Buffer.alloc(65_536, " ");

/** Puts spaces before a right answer, which stays the same JSON. */
export function oversizedAnswer(
  { bytes = 6_000_000, isChunked = false }: OversizedFault,
  answer: VtnAnswer,
): VtnAnswer {
  const body: BodyPart[] = [];
  let left = bytes - answer.body.reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  for (; left > 0; left -= PIECE.byteLength) body.push(PIECE.subarray(0, left));
  body.push(...answer.body);
  return { ...answer, body, ...(isChunked ? { wire: { kind: "chunked" } } : {}) };
}
