/** What a door does with an answer instead of sending it as it is. */
export type WireFault =
  /** Resets the connection. */
  | { readonly kind: "reset" }
  /** Ends the connection in order, without an answer. */
  | { readonly kind: "end" }
  /** Sends nothing, and keeps the connection. */
  | { readonly kind: "hang" }
  /** Sends the body a few bytes at a time. */
  | { readonly kind: "trickle"; readonly bytesPerInterval: number; readonly intervalMs: number }
  /** Announces the whole body, sends its beginning and ends the connection. */
  | { readonly kind: "truncate"; readonly keptBytes: number | undefined }
  /** Sends the body without its length. */
  | { readonly kind: "chunked" };
