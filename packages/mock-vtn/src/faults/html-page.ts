import type { VtnAnswer } from "../http/vtn-answer.ts";

/** The page of a gateway or a captive portal, where a VEN expects JSON. */
export function htmlPage(status: number): VtnAnswer {
  const page = `<!doctype html>
<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>gateway</body></html>
`;
  return { status, headers: { "content-type": "text/html; charset=utf-8" }, body: [page] };
}
