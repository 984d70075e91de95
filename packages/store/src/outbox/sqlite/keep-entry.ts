import type { NewOutboxEntry, SharedBytes } from "../outbox-entry.ts";
import { entryChecksum, sharedChecksum } from "./entry-checksum.ts";
import type { RememberedStream } from "./file-memory.ts";
import { passOver } from "./last-keys.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** Longer ones are read again, which is cheaper than to keep a copy. */
const MOST_REMEMBERED_BYTES = 65_536;

/** A row of `entries`. */
export type EntryValues = readonly [
  entryId: number,
  key: string,
  kind: string,
  streamId: number,
  atMs: number,
  count: number,
  sharedId: number | null,
  crc: number,
  bytes: Uint8Array,
];

/** Writes an entry down, for nobody yet. Returns its id. */
export function keepEntry(
  tx: OutboxTransaction,
  entry: NewOutboxEntry,
  stream: RememberedStream,
  entryId: number,
): number {
  tx.statements.newEntries.insert([entryValues(tx, entry, stream, entryId)]);
  return entryId;
}

/** The same for an entry that came of others, so that its key is none that its stream was given. */
export function keepPart(tx: OutboxTransaction, entry: NewOutboxEntry): number {
  const stream = findStream(tx, entry.stream);
  const entryId = tx.ledger.nextEntryId();
  passOver(tx, stream, entryId);
  return keepEntry(tx, entry, stream, entryId);
}

/** Counts and remembers an entry. Returns the row that is to be written for it. */
export function entryValues(
  tx: OutboxTransaction,
  entry: NewOutboxEntry,
  stream: RememberedStream,
  entryId: number,
): EntryValues {
  const { key, kind, atMs, count, bytes, shared } = entry;
  const sharedId = shared === undefined ? null : keepShared(tx, shared);
  tx.ledger.keep(1, count);
  if (tx.isOwner && bytes.byteLength <= MOST_REMEMBERED_BYTES) {
    remember(tx, entry, entryId, sharedId);
  }
  stream.newestAtMs = Math.max(stream.newestAtMs, atMs);
  const { streamId } = stream;
  return [entryId, key, kind, streamId, atMs, count, sharedId, entryChecksum(entry), bytes];
}

function remember(
  { memory }: OutboxTransaction,
  { key, kind, stream, atMs, count, bytes }: NewOutboxEntry,
  entryId: number,
  sharedId: number | null,
): void {
  const { recent } = memory;
  recent.keep({ entryId, key, kind, stream, atMs, count, bytes: recent.copy(bytes), sharedId });
}

/** The stream of this name; made if there is none. */
export function findStream(tx: OutboxTransaction, name: string): RememberedStream {
  const { memory, statements } = tx;
  const known = memory.streams.get(name);
  if (known !== undefined) return known;
  const row = statements.readStream.get(name);
  const stream =
    row === undefined
      ? newStream(Number(statements.insertStream.run(name).lastInsertRowid))
      : {
          streamId: row.stream_id,
          lastKey: row.last_key,
          lastEntryId: 0,
          newestAtMs: row.newest_at_ms ?? -1,
        };
  memory.streams.set(name, stream);
  return stream;
}

function newStream(streamId: number): RememberedStream {
  return { streamId, lastKey: "", lastEntryId: 0, newestAtMs: -1 };
}

function keepShared(tx: OutboxTransaction, { key, bytes }: SharedBytes): number {
  const { memory, statements, ledger, isOwner } = tx;
  let sharedId = memory.sharedId(key) ?? statements.findShared.get(key);
  const isNew = sharedId === undefined;
  if (sharedId === undefined) {
    sharedId = Number(
      statements.insertShared.run(key, sharedChecksum(key, bytes), bytes).lastInsertRowid,
    );
  }
  memory.rememberShared(key, sharedId);
  if (isNew && isOwner) memory.recent.keepShared(sharedId, { key, bytes: Buffer.from(bytes) });
  ledger.useShared(sharedId, 1);
  return sharedId;
}
