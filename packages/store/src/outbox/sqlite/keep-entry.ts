import type { NewOutboxEntry, SharedBytes } from "../outbox-entry.ts";
import { entryChecksum, sharedChecksum } from "./entry-checksum.ts";
import type { RememberedStream } from "./id-memory.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** Longer ones are read again, which is cheaper than to keep a copy. */
const MOST_REMEMBERED_BYTES = 65_536;

/** Writes an entry down, for nobody yet. Returns its id. */
export function keepEntry(
  tx: OutboxTransaction,
  entry: NewOutboxEntry,
  streamId: number,
  entryId: number = tx.nextEntryId(),
): number {
  const { key, kind, atMs, count, bytes, shared } = entry;
  const { ledger, statements } = tx;
  const sharedId = shared === undefined ? null : keepShared(tx, shared);
  const checksum = entryChecksum(entry);
  statements.insertEntry.run(entryId, key, kind, streamId, atMs, count, sharedId, checksum, bytes);
  ledger.entries += 1;
  ledger.readings += count;
  if (tx.isOwner && bytes.byteLength <= MOST_REMEMBERED_BYTES)
    remember(tx, entry, entryId, sharedId);
  return entryId;
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
      ? { streamId: Number(statements.insertStream.run(name, "").lastInsertRowid), lastKey: "" }
      : { streamId: row.stream_id, lastKey: row.last_key };
  memory.streams.set(name, stream);
  return stream;
}

function keepShared(tx: OutboxTransaction, { key, bytes }: SharedBytes): number {
  const { memory, statements, ledger, isOwner } = tx;
  let sharedId = memory.sharedId(key) ?? statements.findShared.get(key);
  const isNew = sharedId === undefined;
  if (sharedId === undefined) {
    sharedId = Number(
      statements.insertShared.run(key, sharedChecksum(key, bytes), bytes).lastInsertRowid,
    );
    statements.insertSharedUses.run(sharedId);
  }
  memory.rememberShared(key, sharedId);
  if (isNew && isOwner) memory.recent.keepShared(sharedId, { key, bytes: Buffer.from(bytes) });
  ledger.useShared(sharedId, 1);
  return sharedId;
}
