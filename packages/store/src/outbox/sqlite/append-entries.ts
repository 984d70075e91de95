import type { Clock } from "@ven/core";
import type { AppendResult } from "../outbox.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import { KEYS_AT_ONCE } from "./entry-statements.ts";
import { findStream, keepEntry } from "./keep-entry.ts";
import type { OutboxRoom } from "./outbox-room.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

const MOST_ENTRIES = 2_000;
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
  const until = Math.min(entries.length, from + MOST_ENTRIES);
  const untilMs = clock.monotonic() + MOST_MS;
  const result = { acceptedCount: 0, droppedCount: 0, duplicateCount: 0 };
  let waiting: Set<string> = new Set();
  let bytes = 0;
  for (let index = from; index < until; index += 1) {
    const entry = entries[index] as NewOutboxEntry;
    const isLook = (index - from) % KEYS_AT_ONCE === 0;
    const isLate = isLook && index > from && clock.monotonic() > untilMs;
    if (isLate || bytes > room.mostBytesAtOnce) {
      return { ...result, next: index, isBlocked: false };
    }
    if (isLook) waiting = waitingKeys(tx, entries, index, until);
    const fate = appendEntry(tx, entry, waiting, room);
    if (fate === "blocked") return { ...result, next: index, isBlocked: true };
    result[fate] += entry.count;
    bytes += entry.bytes.byteLength;
  }
  return { ...result, next: until, isBlocked: false };
}

/** Which keys of the next entries wait already. */
function waitingKeys(
  { statements }: OutboxTransaction,
  entries: readonly NewOutboxEntry[],
  from: number,
  until: number,
): Set<string> {
  const keys: (string | null)[] = [];
  for (let index = from; index < from + KEYS_AT_ONCE; index += 1) {
    keys.push(index < until ? (entries[index] as NewOutboxEntry).key : null);
  }
  return new Set(statements.waitingKeys.all(...keys).map((number) => keys[number] as string));
}

function appendEntry(
  tx: OutboxTransaction,
  entry: NewOutboxEntry,
  waiting: Set<string>,
  room: OutboxRoom,
): keyof AppendResult | "blocked" {
  const { ledger } = tx;
  const { key, count } = entry;
  const stream = findStream(tx, entry.stream);
  if (stream.lastKey === key || waiting.has(key)) {
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
  tx.newcomers.add(keepEntry(tx, entry, streamId), streamId, entry);
  waiting.add(key);
  stream.lastKey = key;
  return "acceptedCount";
}
