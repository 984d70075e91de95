import { type IncomingHttpHeaders, request } from "node:http";

/** What one request showed on the wire. */
export interface WireAnswer {
  readonly status?: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Whether the answer came to the end that its head announced. */
  readonly isComplete: boolean;
  /** Such as ECONNRESET, where the connection broke. */
  readonly errorCode?: string;
}

export interface WireRequestOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Sends one request on a connection of its own, and never throws. */
export function wireRequest(url: string, options: WireRequestOptions = {}): Promise<WireAnswer> {
  const { method = "GET", body, headers = {}, signal } = options;
  const text = body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let head: Pick<WireAnswer, "status" | "headers"> = { headers: {} };
    const finish = (isComplete: boolean, error?: NodeJS.ErrnoException) => {
      const errorCode = error === undefined ? {} : { errorCode: error.code ?? error.message };
      resolve({ ...head, body: String(Buffer.concat(chunks)), isComplete, ...errorCode });
    };
    const outgoing = request(url, {
      method,
      agent: false,
      headers: {
        ...(text === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(signal === undefined ? {} : { signal }),
    });
    outgoing.on("error", (error) => finish(false, error));
    outgoing.on("response", (incoming) => {
      head = { status: incoming.statusCode ?? 0, headers: incoming.headers };
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", (error) => finish(incoming.complete, error));
      incoming.on("end", () => finish(incoming.complete));
    });
    outgoing.end(text);
  });
}
