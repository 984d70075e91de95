import { InvalidValueError } from "@ven/core";
import { requestPath } from "./request-path.ts";
import type { VtnHost } from "./vtn-host.ts";
import type { RequestOptions, VtnAnswer, VtnRequest } from "./vtn-request.ts";
import type { HostRequest } from "./wire.ts";

/** One base address at a host, by one of its lanes. */
export class HostExchange {
  readonly #host: VtnHost;
  readonly #basePath: string;
  /** For messages: a query may hold anything. */
  readonly #shownUrl: string;
  readonly #lane: HostRequest["lane"];
  #made: MadeHeaders = makeHeaders(undefined, undefined);

  /**
   * @param baseUrl - without a trailing slash
   * @param redact - takes secrets out of the address before it is shown
   */
  constructor(
    host: VtnHost,
    baseUrl: string,
    lane: HostRequest["lane"],
    redact: (text: string) => string = (text) => text,
  ) {
    const url = new URL(baseUrl);
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
        headers: this.#headersOf(request, authorization),
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

  #headersOf(request: VtnRequest, shared: string | undefined): HostRequest["headers"] {
    const own = request.bearerToken === undefined ? undefined : `Bearer ${request.bearerToken}`;
    const authorization = request.authorization ?? own ?? shared;
    const type = contentTypeOf(request);
    if (this.#made.authorization !== authorization || this.#made.type !== type) {
      this.#made = makeHeaders(authorization, type);
    }
    return this.#made.headers;
  }
}

/** What every request says of itself. */
const ALWAYS = {
  accept: "application/json",
  "accept-encoding": "gzip",
  "user-agent": "ven-vtn-client",
} as const;

/** Headers as they were last made: most requests are like the one before. */
interface MadeHeaders {
  readonly authorization: string | undefined;
  readonly type: string | undefined;
  readonly headers: HostRequest["headers"];
}

function makeHeaders(authorization: string | undefined, type: string | undefined): MadeHeaders {
  const headers = {
    ...ALWAYS,
    ...(authorization === undefined ? {} : { authorization }),
    ...(type === undefined ? {} : { "content-type": type }),
  };
  return { authorization, type, headers };
}

function contentTypeOf({ body, encodedBody, form }: VtnRequest): string | undefined {
  if (form !== undefined) return "application/x-www-form-urlencoded";
  return body === undefined && encodedBody === undefined ? undefined : "application/json";
}

function jsonOf(body: unknown): string {
  try {
    return JSON.stringify(body);
  } catch (cause) {
    const rule = `JSON cannot hold it (${(cause as Error).message.split("\n")[0]})`;
    throw new InvalidValueError("body", "(not shown)", rule, { cause });
  }
}

function bodyOf({ body, encodedBody, form }: VtnRequest): HostRequest["body"] {
  if (form !== undefined) return new URLSearchParams(form).toString();
  return encodedBody ?? (body === undefined ? undefined : jsonOf(body));
}
