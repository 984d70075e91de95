import type { PeekRequest } from "../outbox.ts";
import type { OutboxEntry } from "../outbox-entry.ts";
import type { DueRow } from "./delivery-statements.ts";
import { parseRows } from "./ids-at-once.ts";
import { type AgeCursor, BEFORE_ALL } from "./oldest-owed.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { findEntry, type SharedOfCall } from "./read-entries.ts";
import type { KnownSink } from "./sink-book.ts";

/** Most entries, and about as many bytes, that are read without a pause. */
const MOST_ENTRIES = 200;
const MOST_BYTES = 4 * 1_048_576;

/** One step of a peek. */
export interface DueEntries {
  readonly entries: readonly OutboxEntry[];
  /** Entries that are not what was written. */
  readonly damagedIds: readonly number[];
  /** Behind which entry to go on; `undefined` if there are no more. */
  readonly cursor: AgeCursor | undefined;
}

/** Before the first entry, in either order. */
export function startOf(order: PeekRequest["order"]): AgeCursor {
  return order === "newest" ? { atMs: Number.MAX_SAFE_INTEGER, entryId: 0 } : BEFORE_ALL;
}

/** Reads entries that are due, from a place on. */
export function peekDue(
  tx: OutboxTransaction,
  sink: KnownSink,
  request: PeekRequest,
  from: AgeCursor,
  limit: number,
): DueEntries {
  const entries: OutboxEntry[] = [];
  const damagedIds: number[] = [];
  const sharedOfCall: SharedOfCall = new Map();
  const most = Math.min(limit, MOST_ENTRIES);
  // What is under way lies among them.
  const mostRows = most + Math.min(tx.live.idsOf(sink.sinkId).size, MOST_ENTRIES);
  let bytes = 0;
  let cursor = from;
  const rows = dueRows(tx, sink, request, from, mostRows);
  for (const [entryId, atMs, attempts] of rows) {
    if (entries.length === most) return { entries, damagedIds, cursor };
    cursor = { atMs, entryId };
    if (tx.live.has(sink.sinkId, entryId)) continue;
    const entry = findEntry(tx, entryId, attempts, sharedOfCall);
    if (entry === undefined) damagedIds.push(entryId);
    else entries.push(entry);
    bytes += entry?.bytes.byteLength ?? 0;
    if (bytes > MOST_BYTES) return { entries, damagedIds, cursor };
  }
  return { entries, damagedIds, cursor: rows.length < mostRows ? undefined : cursor };
}

function dueRows(
  { statements }: OutboxTransaction,
  { sinkId }: KnownSink,
  { order, stream }: PeekRequest,
  { atMs, entryId }: AgeCursor,
  limit: number,
): readonly DueRow[] {
  if (stream === undefined) {
    const due = order === "newest" ? statements.newestDue : statements.oldestDue;
    return parseRows(due.get(sinkId, atMs, entryId, limit));
  }
  const streamId = statements.readStream.get(stream)?.stream_id;
  if (streamId === undefined) return [];
  const due = order === "newest" ? statements.newestDueOfStream : statements.oldestDueOfStream;
  return parseRows(due.get(streamId, sinkId, atMs, entryId, limit));
}
