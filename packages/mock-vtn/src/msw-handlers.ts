import { type HttpHandler, http } from "msw";
import { BASE_PATH, type MockVtn } from "./mock-vtn.ts";

/**
 * msw handlers that let a mock VTN answer every request to an address.
 *
 * @param options.vtnUrl - the address that the code under test uses, such as
 * `https://vtn.example.com/openadr3`; its path may be any
 */
export function mockVtnHandlers(vtn: MockVtn, options: { readonly vtnUrl: string }): HttpHandler[] {
  const vtnUrl = options.vtnUrl.replace(/\/+$/, "");
  const basePath = new URL(vtnUrl).pathname.replace(/\/+$/, "");
  return [
    http.all(`${vtnUrl}/*`, ({ request }) => {
      const url = new URL(request.url);
      url.pathname = BASE_PATH + url.pathname.slice(basePath.length);
      return vtn.handle(new Request(url, request));
    }),
  ];
}
