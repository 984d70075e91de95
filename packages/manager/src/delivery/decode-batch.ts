import type { NamedColumns } from "@ven/core";
import type { NewOutboxEntry } from "@ven/store";
import { LayoutBook } from "./layout-book.ts";
import { readingsOfEntry } from "./readings-of-entry.ts";

/** The readings of an outbox entry. */
export interface DecodedEntry {
  readonly columns: NamedColumns;
  /** The rows of the columns that the entry holds; the others are `NaN`. */
  readonly rows: Uint32Array;
}

/**
 * Reads what a manager kept in an outbox entry.
 *
 * @returns `undefined` if it is no entry of readings that this version can read
 */
export function decodeBatch(
  entry: Pick<NewOutboxEntry, "kind" | "count" | "bytes" | "shared">,
): DecodedEntry | undefined {
  return readingsOfEntry(entry, new LayoutBook());
}
