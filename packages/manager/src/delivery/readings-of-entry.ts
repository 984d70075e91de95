import type { NewOutboxEntry } from "@ven/store";
import type { LayoutBook } from "./layout-book.ts";
import { decodeReadings, type KeptReadings, READINGS_KIND } from "./readings-bytes.ts";

/**
 * The readings that an entry keeps.
 *
 * @returns `undefined` if its bytes are none that this version can read, or not as many as it says
 */
export function readingsOfEntry(
  { kind, count, bytes, shared }: Pick<NewOutboxEntry, "kind" | "count" | "bytes" | "shared">,
  layouts: LayoutBook,
): KeptReadings | undefined {
  if (kind !== READINGS_KIND || shared === undefined) return undefined;
  const layout = layouts.read(shared);
  const readings = layout && decodeReadings(bytes, layout);
  // Those that are not there would be settled as delivered.
  return readings?.rows.length === count ? readings : undefined;
}

/** {@link readingsOfEntry} of each; `undefined` if one cannot be read. */
export function readingsOfEntries(
  entries: readonly NewOutboxEntry[],
  layouts: LayoutBook,
): readonly KeptReadings[] | undefined {
  const all: KeptReadings[] = [];
  for (const entry of entries) {
    const readings = readingsOfEntry(entry, layouts);
    if (readings === undefined) return undefined;
    all.push(readings);
  }
  return all;
}
