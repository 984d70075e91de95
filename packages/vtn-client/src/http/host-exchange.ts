import { requestPath } from "./request-path.ts";
import type { VtnHost } from "./vtn-host.ts";
import type { RequestOptions, VtnAnswer, VtnRequest } from "./vtn-request.ts";
import type { HostRequest } from "./wire.ts";

/** One base address at a host, by one of its lanes. */
export class HostExchange {
  /** Without a trailing slash. */
  readonly baseUrl: string;
  readonly #host: VtnHost;
  readonly #basePath: string;
  /** For messages: a query may hold anything. */
  readonly #shownUrl: string;
  readonly #lane: HostRequest["lane"];

  /** @param redact - takes secrets out of the address before it is shown */
  constructor(
    host: VtnHost,
    baseUrl: string,
    lane: HostRequest["lane"],
    redact: (text: string) => string = (text) => text,
  ) {
    const url = new URL(baseUrl);
    this.baseUrl = baseUrl;
    this.#host = host;
    this.#basePath = baseUrl.slice(url.origin.length);
    this.#shownUrl = redact(baseUrl.slice(0, baseUrl.length - url.search.length));
    this.#lane = lane;
  }

  /**
   * Sends a request, and sends it again if that is safe and may help.
   *
   * @param authorization - the header of requests that bring none of their own
   * @throws {VtnUnreachableError | VtnCircuitOpenError | InvalidValueError}
   */
  async request(
    request: VtnRequest,
    options: RequestOptions,
    authorization?: string,
  ): Promise<VtnAnswer> {
    return this.#host.exchange(
      {
        method: request.method,
        path: requestPath(this.#basePath, request),
        headers: headersOf(request, authorization),
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

const ACCEPT = {
  accept: "application/json",
  "accept-encoding": "gzip",
  "user-agent": "ven-vtn-client",
} as const;

function headersOf(request: VtnRequest, authorization: string | undefined): HostRequest["headers"] {
  const own = request.bearerToken === undefined ? undefined : `Bearer ${request.bearerToken}`;
  const whose = request.authorization ?? own ?? authorization;
  const type = contentTypeOf(request);
  if (whose !== undefined && type !== undefined) {
    return { ...ACCEPT, authorization: whose, "content-type": type };
  }
  return {
    ...ACCEPT,
    ...(whose === undefined ? {} : { authorization: whose }),
    ...(type === undefined ? {} : { "content-type": type }),
  };
}

function contentTypeOf({ body, bodyText, form }: VtnRequest): string | undefined {
  if (form !== undefined) return "application/x-www-form-urlencoded";
  return body === undefined && bodyText === undefined ? undefined : "application/json";
}

function bodyOf({ body, bodyText, form }: VtnRequest): string | undefined {
  if (form !== undefined) return new URLSearchParams(form).toString();
  return bodyText ?? (body === undefined ? undefined : JSON.stringify(body));
}
