import { IDS_AT_ONCE } from "./ids-at-once.ts";

/** Entries of one instant. */
export interface InstantGroup {
  readonly atMs: number;
  readonly entryIds: number[];
}

/** Divides entries into groups for one statement each: most of a tick are of the same instant. */
export function idsByInstant(
  entries: readonly { readonly entryId: number; readonly atMs: number }[],
): readonly InstantGroup[] {
  const groups: InstantGroup[] = [];
  const open = new Map<number, InstantGroup>();
  for (const { entryId, atMs } of entries) {
    let group = open.get(atMs);
    if (group === undefined || group.entryIds.length === IDS_AT_ONCE) {
      group = { atMs, entryIds: [] };
      open.set(atMs, group);
      groups.push(group);
    }
    group.entryIds.push(entryId);
  }
  return groups;
}
