import { requestPath } from "./request-path.ts";
import type { HostRequest, VtnHost } from "./vtn-host.ts";
import type { RequestOptions, VtnAnswer, VtnRequest } from "./vtn-request.ts";

/** One base address at a host, by one of its lanes. */
export class HostExchange {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly #host: VtnHost;
  readonly #basePath: string;
  /** For messages: a query may hold anything. */
  readonly #shownUrl: string;
  readonly #lane: HostRequest["lane"];

  constructor(host: VtnHost, baseUrl: string, lane: HostRequest["lane"]) {
    const url = new URL(baseUrl);
    this.baseUrl = baseUrl;
    this.#host = host;
    this.#basePath = baseUrl.slice(url.origin.length);
    this.#shownUrl = baseUrl.slice(0, baseUrl.length - url.search.length);
    this.#lane = lane;
  }

  /**
   * Sends a request, and sends it again if that is safe and may help.
   *
   * @throws {VtnUnreachableError | VtnCircuitOpenError | InvalidValueError}
   */
  async request(
    request: VtnRequest,
    options: RequestOptions,
    bearerToken?: string,
  ): Promise<VtnAnswer> {
    return this.#host.exchange(
      {
        method: request.method,
        path: requestPath(this.#basePath, request),
        headers: headersOf(request, bearerToken),
        body: bodyOf(request),
        tried: this.describe(request),
        // A token that is given twice does no harm.
        isRepeatable: request.method !== "POST" || this.#lane === "token",
        lane: this.#lane,
      },
      options,
    );
  }

  describe(request: Pick<VtnRequest, "method" | "path">): string {
    return `${request.method} ${this.#shownUrl}${request.path}`;
  }
}

function headersOf(request: VtnRequest, bearerToken: string | undefined): Record<string, string> {
  const headers: Record<string, string> = {
    accept: "application/json",
    "accept-encoding": "gzip",
    "user-agent": "ven-vtn-client",
  };
  const token = request.bearerToken ?? bearerToken;
  const authorization =
    request.authorization ?? (token === undefined ? undefined : `Bearer ${token}`);
  if (authorization !== undefined) headers["authorization"] = authorization;
  if (request.form !== undefined) headers["content-type"] = "application/x-www-form-urlencoded";
  else if (request.body !== undefined || request.bodyText !== undefined) {
    headers["content-type"] = "application/json";
  }
  return headers;
}

function bodyOf({ body, bodyText, form }: VtnRequest): string | undefined {
  if (form !== undefined) return new URLSearchParams(form).toString();
  return bodyText ?? (body === undefined ? undefined : JSON.stringify(body));
}
