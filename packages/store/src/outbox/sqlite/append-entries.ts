import type { Clock } from "@ven/core";
import type { AppendResult } from "../outbox.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { RememberedStream } from "./file-memory.ts";
import { findStream } from "./keep-entry.ts";
import { isLastKey } from "./last-keys.ts";
import type { OutboxRoom } from "./outbox-room.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { sweepDelivered } from "./sweep-delivered.ts";

const MOST_ENTRIES = 2_000;
/** After how many to look whether it takes too long. */
const ENTRIES_PER_LOOK = 32;
/** Most time for one transaction, so that the event loop is not held up, ms. */
const MOST_MS = 3;

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
  sweepDelivered(tx);
  const until = Math.min(entries.length, from + MOST_ENTRIES);
  const untilMs = clock.monotonic() + MOST_MS;
  const result = { acceptedCount: 0, droppedCount: 0, duplicateCount: 0 };
  let bytes = 0;
  for (let index = from; index < until; index += 1) {
    const entry = entries[index] as NewOutboxEntry;
    const isLook = index > from && (index - from) % ENTRIES_PER_LOOK === 0;
    const isLate = isLook && clock.monotonic() > untilMs;
    if (isLate || bytes > room.mostBytesAtOnce) {
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
  const { ledger } = tx;
  const { count } = entry;
  const stream = findStream(tx, entry.stream);
  if (isDuplicate(tx, entry, stream)) {
    ledger.passOver(count);
    return "duplicateCount";
  }
  const answer = room.makeRoomFor(tx, entry);
  if (answer === "blocked") return answer;
  if (answer === "refused") {
    ledger.refuse(count);
    return "droppedCount";
  }
  tx.newcomers.add(tx, entry, stream);
  return "acceptedCount";
}

function isDuplicate(
  tx: OutboxTransaction,
  { key, atMs }: NewOutboxEntry,
  stream: RememberedStream,
): boolean {
  if (key === stream.lastKey && isLastKey(tx, stream)) return true;
  // Mostly it is newer than all of its stream, so that there is nothing to look up.
  if (atMs > stream.newestAtMs) return false;
  if (tx.newcomers.has(stream)) tx.newcomers.write(tx);
  return tx.statements.isWaiting.get(stream.streamId, atMs, key) !== undefined;
}
