import type { MockVtnProtocol } from "../mock-vtn-protocol.ts";

/** What turns out about a request while it is being answered. */
export interface RequestNote {
  readonly protocol?: MockVtnProtocol;
  readonly operationId?: string;
  readonly clientId?: string;
}

/** A request as both doors hand it in. */
export interface VtnRequest {
  readonly method: string;
  /** As in the address, percent-encoded, without the query. */
  readonly path: string;
  /** What stands behind the `?`; empty if nothing does. */
  readonly query: string;
  /** Scheme, host and port that the client used, such as `http://127.0.0.1:8444`. */
  readonly origin: string;
  /** Where the paths of the protocol begin for the client, if not at `origin` and the base path. */
  readonly baseUrl?: string | undefined;
  header(name: string): string | undefined;
  /**
   * Reads the whole body.
   *
   * @returns `undefined` if it has more than `maxBytes`
   */
  readBody(maxBytes: number): Promise<Uint8Array | undefined>;
  /** Tells the log of requests what has turned out. */
  note?(found: RequestNote): void;
}
