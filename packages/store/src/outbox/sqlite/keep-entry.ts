import type { NewOutboxEntry, SharedBytes } from "../outbox-entry.ts";
import { entryChecksum, sharedChecksum } from "./entry-checksum.ts";
import type { RememberedStream } from "./id-memory.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

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
  return entryId;
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
  const { memory, statements, ledger } = tx;
  let sharedId = memory.sharedId(key) ?? statements.findShared.get(key);
  if (sharedId === undefined) {
    sharedId = Number(
      statements.insertShared.run(key, sharedChecksum(key, bytes), bytes).lastInsertRowid,
    );
    statements.insertSharedUses.run(sharedId);
  }
  memory.rememberShared(key, sharedId);
  ledger.useShared(sharedId, 1);
  return sharedId;
}
