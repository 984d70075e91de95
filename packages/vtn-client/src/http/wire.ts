import type { IncomingHttpHeaders } from "node:http";

/** A request as it goes to the wire. */
export interface WireRequest {
  readonly method: string;
  /** Path and query below the origin. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array | undefined;
}

/** One request to a host, and how it may be treated. */
export interface HostRequest extends WireRequest {
  /** For messages: `GET https://vtn.example.com/openadr3/vens`. */
  readonly tried: string;
  /** Whether it may be sent again although it may have been acted on. */
  readonly isRepeatable: boolean;
  readonly lane: "api" | "token";
}

/** A whole answer as it came from the wire, its body still packed. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}
