import type { NewOutboxEntry } from "@ven/store";
import type { LayoutBook } from "./layout-book.ts";
import { decodeReadings, type KeptReadings, READINGS_KIND } from "./readings-bytes.ts";
import type { Scratch } from "./scratch.ts";

/**
 * The readings that an entry keeps.
 *
 * @param scratch - where they are then; else they are the caller's own
 * @returns `undefined` if its bytes are none that this version can read, or not as many as it says
 */
export function readingsOfEntry(
  { kind, count, bytes, shared }: Pick<NewOutboxEntry, "kind" | "count" | "bytes" | "shared">,
  layouts: LayoutBook,
  scratch?: Scratch,
): KeptReadings | undefined {
  if (kind !== READINGS_KIND || shared === undefined) return undefined;
  const layout = layouts.read(shared);
  const readings = layout && decodeReadings(bytes, layout, scratch);
  // Those that are not there would be settled as delivered.
  return readings?.rows.length === count ? readings : undefined;
}

/** {@link readingsOfEntry} of each; `undefined` if one cannot be read. */
export function readingsOfEntries(
  entries: readonly NewOutboxEntry[],
  layouts: LayoutBook,
  scratch: Scratch,
): readonly KeptReadings[] | undefined {
  const all: KeptReadings[] = [];
  for (const entry of entries) {
    const readings = readingsOfEntry(entry, layouts, scratch);
    if (readings === undefined) return undefined;
    all.push(readings);
  }
  return all;
}
