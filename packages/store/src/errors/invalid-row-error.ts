import { isVenError, VenError } from "@ven/core";

/** A row of the store breaks a rule of its kind, so somebody or something else wrote it. */
export class InvalidRowError extends VenError {
  readonly path: string;
  readonly table: string;
  /** What tells the row from others, such as `resource "r-17"`. */
  readonly row: string;

  constructor(path: string, table: string, row: string, cause: Error) {
    super(
      `${path}, table ${table}, ${row}: ${cause.message}; correct the row, or seed the fleet again`,
      { code: "INVALID_ROW", cause },
    );
    this.path = path;
    this.table = table;
    this.row = row;
  }
}

/** Tells whether a caught value is an {@link InvalidRowError}. */
export function isInvalidRowError(value: unknown): value is InvalidRowError {
  return isVenError(value, "INVALID_ROW");
}
