import type { NewOutboxEntry, OutboxEntry } from "../outbox/outbox-entry.ts";

/** Thins out entries for a case: every second one with half of its readings, under a key of its own. */
export function halved(entries: readonly OutboxEntry[]): readonly NewOutboxEntry[] {
  return entries
    .filter((_, index) => index % 2 === 0)
    .map(({ stream, atMs, count, entryId }) => ({
      key: `halved ${entryId}`,
      kind: "halved/1",
      stream,
      atMs,
      count: Math.ceil(count / 2),
      bytes: new Uint8Array(8),
    }));
}
