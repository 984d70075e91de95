import type { IncomingHttpHeaders } from "node:http";
import { AxiosHeaders, type AxiosResponse, type InternalAxiosRequestConfig } from "axios";

/** One request to a host as it goes to the wire, and how it may be treated. */
export interface HostRequest {
  readonly method: string;
  /** Path and query below the origin. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** For messages: `GET https://vtn.example.com/openadr3/vens`. */
  readonly tried: string;
  /** Whether it may be sent again although it may have been acted on. */
  readonly isRepeatable: boolean;
  readonly lane: "api" | "token";
}

/** A whole answer as it came from the wire, its body still packed, in the shape that axios wants. */
export interface WireAnswer extends AxiosResponse<Buffer> {
  /** Not in `headers`, from which axios would copy them one by one. */
  readonly wireHeaders: IncomingHttpHeaders;
}

const NO_HEADERS = new AxiosHeaders();
const NO_CONFIG: InternalAxiosRequestConfig = { headers: NO_HEADERS };

/** Makes a {@link WireAnswer}. */
export function wireAnswer(
  status: number,
  wireHeaders: IncomingHttpHeaders,
  body: Buffer,
): WireAnswer {
  return {
    status,
    wireHeaders,
    data: body,
    statusText: "",
    headers: NO_HEADERS,
    config: NO_CONFIG,
  };
}
