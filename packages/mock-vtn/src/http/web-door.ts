import type { VtnAnswer } from "./vtn-answer.ts";
import type { VtnRequest } from "./vtn-request.ts";

/** A request of `fetch`, msw or any other that speaks the web's own types. */
export function fromRequest(request: Request, options: { baseUrl?: string } = {}): VtnRequest {
  const { origin, pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    query: search.slice(1),
    origin,
    baseUrl: options.baseUrl,
    header: (name) => request.headers.get(name) ?? undefined,
    readBody: (maxBytes) => readBody(request, maxBytes),
  };
}

/** An answer as the web's own type. */
export function toResponse(answer: VtnAnswer): Response {
  const { status, headers } = answer;
  return new Response(answer.body.length === 0 ? null : joined(answer), { status, headers });
}

function joined({ body }: VtnAnswer): string | Uint8Array<ArrayBuffer> {
  const [first = ""] = body;
  if (body.length === 1 && typeof first === "string") return first;
  return new Uint8Array(Buffer.concat(body.map((part) => Buffer.from(part as string))));
}

async function readBody(request: Request, maxBytes: number): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return undefined;
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for (let chunk = await reader?.read(); chunk?.done === false; chunk = await reader?.read()) {
    byteCount += chunk.value.byteLength;
    if (byteCount > maxBytes) {
      // Of a body that was cloned this waits for the other copy, so nobody waits for it.
      reader?.cancel().catch(() => undefined);
      return undefined;
    }
    chunks.push(chunk.value);
  }
  return chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
}
