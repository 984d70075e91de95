import type { PeekRequest } from "../outbox.ts";
import type { OutboxEntry } from "../outbox-entry.ts";
import type { DueRow } from "./delivery-statements.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { readEntry, type SharedOfCall } from "./read-entries.ts";
import type { KnownSink } from "./sink-book.ts";
import { DamageFound } from "./sqlite-faults.ts";

/** Most entries, and about as many bytes, that are read without a pause. */
const MOST_ENTRIES = 200;
const MOST_BYTES = 4 * 1_048_576;

/** One step of a peek. */
export interface DueEntries {
  readonly entries: readonly OutboxEntry[];
  /** Entries that are not what was written. */
  readonly damagedIds: readonly number[];
  /** Behind which entry to go on; `undefined` if there are no more. */
  readonly cursor: DueCursor | undefined;
}

/** A place in the order of a peek. */
export interface DueCursor {
  readonly atMs: number;
  readonly entryId: number;
}

/** Before the first entry, in either order. */
export function startOf(order: PeekRequest["order"]): DueCursor {
  return order === "newest"
    ? { atMs: Number.MAX_SAFE_INTEGER, entryId: 0 }
    : { atMs: -1, entryId: 0 };
}

/** Reads entries that are due, from a place on. */
export function peekDue(
  tx: OutboxTransaction,
  sink: KnownSink,
  request: PeekRequest,
  from: DueCursor,
  limit: number,
): DueEntries {
  const entries: OutboxEntry[] = [];
  const damagedIds: number[] = [];
  const sharedOfCall: SharedOfCall = new Map();
  const most = Math.min(limit, MOST_ENTRIES);
  let bytes = 0;
  let seen = 0;
  let cursor = from;
  for (const row of dueRows(tx, sink, request, from, most)) {
    // Both sides of the join are written in one transaction.
    if (row.at_ms === null) throw new DamageFound(`entry ${row.entry_id} is gone`);
    seen += 1;
    cursor = { atMs: row.due_at_ms, entryId: row.entry_id };
    const entry = readEntry(tx, { ...row, at_ms: row.at_ms }, row.attempts, sharedOfCall);
    if (entry === undefined) damagedIds.push(row.entry_id);
    else entries.push(entry);
    bytes += row.bytes?.byteLength ?? 0;
    if (bytes > MOST_BYTES) return { entries, damagedIds, cursor };
  }
  return { entries, damagedIds, cursor: seen < most ? undefined : cursor };
}

function dueRows(
  { statements }: OutboxTransaction,
  { sinkId }: KnownSink,
  { order, stream }: PeekRequest,
  { atMs, entryId }: DueCursor,
  limit: number,
): Iterable<DueRow> {
  if (stream === undefined) {
    const due = order === "newest" ? statements.newestDue : statements.oldestDue;
    return due.iterate(sinkId, atMs, entryId, limit);
  }
  const streamId = statements.readStream.get(stream)?.stream_id;
  if (streamId === undefined) return [];
  const due = order === "newest" ? statements.newestDueOfStream : statements.oldestDueOfStream;
  return due.iterate(sinkId, streamId, atMs, entryId, limit);
}
