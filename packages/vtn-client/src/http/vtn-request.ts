/** One value of a query; a list is repeated: `targets=a&targets=b`. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** One request to a VTN. */
export interface VtnRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the base address, such as `/reports`. */
  readonly path: string;
  /** What is `undefined` is left out. */
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Goes out as JSON. */
  readonly body?: unknown;
  /** Ready-made JSON, sent as it is. Bytes are not copied: leave them alone until there is an answer. */
  readonly encodedBody?: string | Uint8Array;
  /** Goes out form-encoded. */
  readonly form?: Readonly<Record<string, string>>;
  /** Instead of the token that all requests carry. */
  readonly bearerToken?: string | undefined;
  /** The whole `Authorization` header, instead of any token. */
  readonly authorization?: string;
}

/** A whole answer, whatever its status. */
export interface VtnAnswer {
  readonly status: number;
  /** At most 5 MiB. */
  readonly text: string;
  /** A header of the answer, by its name in any case. */
  header(name: string): string | undefined;
  /** How long the VTN asks to wait before the next try, ms, if it does (`Retry-After`). */
  readonly retryAfterMs?: number;
  /**
   * Whether an earlier try of the same request may have been acted on: then a 404 after DELETE says
   * that it has done its work.
   */
  readonly isRepeated?: boolean;
}

/** What a call may be given. */
export interface RequestOptions {
  readonly signal?: AbortSignal;
}

/** Something that sends a request and gives the answer: a connection, or a layer on top of one. */
export interface VtnExchange {
  /**
   * @returns the answer, whatever its status
   * @throws {VtnUnreachableError} if there is no whole answer
   */
  request(request: VtnRequest, options?: RequestOptions): Promise<VtnAnswer>;
  /** What a request was, for a message: `POST https://vtn.example.com/openadr3/reports`. */
  describe(request: Pick<VtnRequest, "method" | "path">): string;
  /** A text without any token that this exchange knows, even if the VTN repeats one. */
  withoutTokens(text: string, bearerToken?: string): string;
}
