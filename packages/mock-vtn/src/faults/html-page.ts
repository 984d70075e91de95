/** The page of a gateway or a captive portal, where a VEN expects JSON. */
export function htmlPage(status: number): Response {
  const page = `<!doctype html>
<html><head><title>${status}</title></head><body><h1>${status}</h1><hr>gateway</body></html>
`;
  return new Response(page, { status, headers: { "content-type": "text/html; charset=utf-8" } });
}
