import { isVenError, VenError } from "@ven/core";

/** A search read as many pages as `maxPages` allows, and there may be more; all of it so far was given. */
export class SearchLimitError extends VenError {
  readonly maxPages: number;
  /** How many objects the search has given. */
  readonly objectCount: number;

  constructor(
    tried: string,
    read: { readonly maxPages: number; readonly pageSize: number; readonly objectCount: number },
  ) {
    const { maxPages, pageSize, objectCount } = read;
    super(
      `${tried} has more than is read: after ${maxPages} full pages of ${pageSize}, as many as maxPages allows, ` +
        `there may be others; use the ${objectCount} objects so far, narrow the query, or raise maxPages`,
      { code: "SEARCH_LIMIT" },
    );
    this.maxPages = maxPages;
    this.objectCount = objectCount;
  }
}

/** Tells whether a caught value is a {@link SearchLimitError}. */
export function isSearchLimitError(value: unknown): value is SearchLimitError {
  return isVenError(value, "SEARCH_LIMIT");
}
