/** Marks every {@link VenError}, so that copies of this package recognise one another's errors. */
const VEN_ERROR_MARK = Symbol.for("@ven/core.VenError");

export interface VenErrorOptions {
  /** Stable, upper-case name of the failure, part of the public API. */
  readonly code: string;
  /** Whether the same call may succeed later without anybody changing anything. @defaultValue false */
  readonly isRetryable?: boolean;
  /** What made this happen. */
  readonly cause?: unknown;
}

/**
 * Root of every error that these packages throw.
 *
 * The message says what was tried, on what, and what to do; it never holds a credential.
 */
export class VenError extends Error {
  readonly code: string;
  readonly isRetryable: boolean;

  constructor(message: string, options: VenErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.code = options.code;
    this.isRetryable = options.isRetryable ?? false;
    Object.defineProperty(this, VEN_ERROR_MARK, { value: true });
  }
}

/**
 * Tells whether a caught value is a {@link VenError}, also one of another copy of this package.
 *
 * @param code - only errors with this code
 */
export function isVenError(value: unknown, code?: string): value is VenError {
  if (typeof value !== "object" || value === null || !(VEN_ERROR_MARK in value)) return false;
  return code === undefined || (value as unknown as VenError).code === code;
}
