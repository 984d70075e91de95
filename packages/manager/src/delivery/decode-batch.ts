import type { NamedColumns } from "@ven/core";
import type { NewOutboxEntry } from "@ven/store";
import { LayoutBook } from "./layout-book.ts";
import { decodeReadings, READINGS_KIND } from "./readings-bytes.ts";

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
  entry: Pick<NewOutboxEntry, "kind" | "bytes" | "shared">,
): DecodedEntry | undefined {
  if (entry.kind !== READINGS_KIND || entry.shared === undefined) return undefined;
  const layout = new LayoutBook().read(entry.shared);
  return layout && decodeReadings(entry.bytes, layout);
}
