import { isVenError, VenError } from "@ven/core";

/** What can be wrong with a store as a whole. */
export type StoreErrorCode =
  | "STORE_MISSING"
  | "STORE_NOT_A_FILE"
  | "STORE_NOT_WRITABLE"
  | "STORE_CORRUPT"
  | "STORE_FOREIGN"
  | "STORE_SCHEMA_NEWER"
  | "STORE_BINDING_MISSING"
  | "STORE_BUSY"
  | "STORE_FULL"
  | "STORE_CLOSED"
  | "STORE_NOT_OWNED"
  | "STORE_FAILED";

/** A store cannot be opened, read or written; the message says what was tried and what to do. */
export class StoreError extends VenError {
  declare readonly code: StoreErrorCode;
  /** Path of the store's file, as it was given. */
  readonly path: string;

  constructor(
    code: StoreErrorCode,
    path: string,
    message: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(message, { code, isRetryable: code === "STORE_BUSY", ...options });
    this.path = path;
  }
}

/**
 * Tells whether a caught value is a {@link StoreError}.
 *
 * @param code - only errors with this code
 */
export function isStoreError(value: unknown, code?: StoreErrorCode): value is StoreError {
  return isVenError(value, code) && value.code.startsWith("STORE_");
}
