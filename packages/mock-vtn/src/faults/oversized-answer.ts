import type { OversizedFault } from "./fault.ts";

/** Below this, a body is sent in one piece; above, in pieces of this length. */
const PIECE_BYTES = 65_536;
const SPACE = 0x20;

/** Puts spaces before a right answer, which stays the same JSON. */
export async function oversizedAnswer(
  { bytes = 6_000_000, isChunked = false }: OversizedFault,
  answer: Response,
): Promise<Response> {
  const { status } = answer;
  const text = new Uint8Array(await answer.arrayBuffer());
  let spacesLeft = Math.max(0, bytes - text.byteLength);
  const headers = new Headers(answer.headers);
  headers.delete("content-length");
  if (!isChunked) {
    const body = new Uint8Array(spacesLeft + text.byteLength).fill(SPACE);
    body.set(text, spacesLeft);
    headers.set("content-length", String(body.byteLength));
    return new Response(body, { status, headers });
  }
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const pieceBytes = Math.min(PIECE_BYTES, spacesLeft);
      spacesLeft -= pieceBytes;
      if (pieceBytes > 0) {
        controller.enqueue(new Uint8Array(pieceBytes).fill(SPACE));
        return;
      }
      controller.enqueue(text);
      controller.close();
    },
  });
  return new Response(stream, { status, headers });
}
