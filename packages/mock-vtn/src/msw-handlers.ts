import { type HttpHandler, http } from "msw";
import type { MockVtn } from "./mock-vtn.ts";
import { BASE_PATHS, type MockVtnProtocol } from "./mock-vtn-protocol.ts";

/** Where msw puts a mock VTN. */
export interface MockVtnHandlersOptions {
  /**
   * The address that the code under test uses, such as `https://vtn.example.com/openadr3`; its path
   * may be any.
   */
  readonly vtnUrl: string;
  /** What is spoken there. @defaultValue "flat" */
  readonly protocol?: MockVtnProtocol;
}

/** msw handlers that let a mock VTN answer every request to an address. */
export function mockVtnHandlers(vtn: MockVtn, options: MockVtnHandlersOptions): HttpHandler[] {
  const baseUrl = options.vtnUrl.replace(/\/+$/, "");
  const clientPath = new URL(baseUrl).pathname.replace(/\/+$/, "");
  const basePath = BASE_PATHS[options.protocol ?? "flat"];
  return [
    http.all(`${baseUrl}/*`, ({ request }) => {
      const url = new URL(request.url);
      url.pathname = basePath + url.pathname.slice(clientPath.length);
      return vtn.handle(new Request(url, request), { baseUrl });
    }),
  ];
}
