import type { Clock } from "@ven/core";
import type { AppendResult } from "../outbox.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import { acceptFor } from "./accept-for.ts";
import { findStream, keepEntry } from "./keep-entry.ts";
import type { OutboxRoom } from "./outbox-room.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

const MOST_ENTRIES = 2_000;
/** Most time for one transaction, so that the event loop is not held up, ms. */
const MOST_MS = 15;
/** Entries between two looks at the clock. */
const ENTRIES_PER_LOOK = 32;

/** How far an append has come. */
export interface AppendStep extends AppendResult {
  /** Index of the first entry that is not dealt with yet. */
  readonly next: number;
  /** Whether there is no room for it, and it is to be waited for. */
  readonly isBlocked: boolean;
}

/** Appends as many entries, from the given one, as one transaction should. */
export function appendEntries(
  tx: OutboxTransaction,
  entries: readonly NewOutboxEntry[],
  from: number,
  room: OutboxRoom,
  clock: Clock,
): AppendStep {
  const until = Math.min(entries.length, from + MOST_ENTRIES);
  const untilMs = clock.monotonic() + MOST_MS;
  const result = { acceptedCount: 0, droppedCount: 0, duplicateCount: 0 };
  let bytes = 0;
  for (let index = from; index < until; index += 1) {
    const entry = entries[index] as NewOutboxEntry;
    const isLate = (index - from) % ENTRIES_PER_LOOK === 0 && clock.monotonic() > untilMs;
    if (index > from && (isLate || bytes > room.mostBytesAtOnce)) {
      return { ...result, next: index, isBlocked: false };
    }
    const fate = appendEntry(tx, entry, room);
    if (fate === "blocked") return { ...result, next: index, isBlocked: true };
    result[fate] += entry.count;
    bytes += entry.bytes.byteLength;
  }
  return { ...result, next: until, isBlocked: false };
}

function appendEntry(
  tx: OutboxTransaction,
  entry: NewOutboxEntry,
  room: OutboxRoom,
): keyof AppendResult | "blocked" {
  const { statements, ledger, sinks } = tx;
  const { key, atMs, count } = entry;
  const stream = findStream(tx, entry.stream);
  if (stream.lastKey === key || statements.hasKey.get(key) !== undefined) {
    ledger.duplicates += count;
    return "duplicateCount";
  }
  const answer = room.makeRoomFor(tx, entry);
  if (answer === "blocked") return answer;
  if (answer === "refused") {
    ledger.refused += count;
    ledger.lost.refusedCount += count;
    return "droppedCount";
  }
  const { streamId } = stream;
  const entryId = keepEntry(tx, entry, streamId);
  for (const { sinkId } of sinks.first) {
    acceptFor(tx, sinkId, { entryId, streamId, atMs, count });
  }
  statements.setLastKey.run(key, streamId);
  stream.lastKey = key;
  return "acceptedCount";
}
