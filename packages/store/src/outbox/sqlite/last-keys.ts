import type { RememberedStream } from "./file-memory.ts";
import { findStream } from "./keep-entry.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/*
 * `streams.last_key` is the last key that a stream was given among the entries up to
 * `last_entry_id`. As long as a later one waits, it is found by its stream and instant, and nothing is
 * written: in a tick that is delivered before the next, that is never. What came of other entries, such
 * as a part of a shipment, was not given, so that the mark must be beyond it.
 */

/** An entry was deleted: its key is written down if it may be the last that its stream was given. */
export function noteGone(
  tx: OutboxTransaction,
  entry: { readonly entryId: number; readonly key: string; readonly stream: string },
): void {
  const { entryId, key } = entry;
  const stream = findStream(tx, entry.stream);
  if (stream.lastEntryId > entryId) return;
  if (stream.lastEntryId === entryId) {
    // Mostly this transaction gives the stream another one.
    tx.lastGone.set(stream, entryId);
    return;
  }
  // Later ones of a stream that was read afresh may wait, so that this need not be its last.
  if (writeLastKey(tx, stream, key, entryId)) stream.lastKey = key;
}

/** Writes down the last keys of streams that a transaction has left without their last entry. */
export function writeLastKeys(tx: OutboxTransaction): void {
  for (const [stream, entryId] of tx.lastGone) {
    if (stream.lastEntryId === entryId) writeLastKey(tx, stream, stream.lastKey, entryId);
  }
}

/** Whether a stream was given no other key since the one that is known. */
export function isLastKey(
  { statements }: OutboxTransaction,
  { streamId, lastEntryId }: RememberedStream,
): boolean {
  return lastEntryId > 0 || statements.newestKey.get(streamId, streamId) === undefined;
}

/** Moves the mark of a stream beyond an entry that it was not given. */
export function passOver(tx: OutboxTransaction, stream: RememberedStream, entryId: number): void {
  const { streamId } = stream;
  if (stream.lastEntryId === 0) {
    stream.lastKey = tx.statements.newestKey.get(streamId, streamId) ?? stream.lastKey;
  }
  stream.lastEntryId = entryId;
  writeLastKey(tx, stream, stream.lastKey, entryId);
}

function writeLastKey(
  { statements }: OutboxTransaction,
  { streamId }: RememberedStream,
  key: string,
  entryId: number,
): boolean {
  return statements.setLastKey.run(key, entryId, streamId, entryId).changes > 0;
}
