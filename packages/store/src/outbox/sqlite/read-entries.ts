import type { OutboxEntry, SharedBytes } from "../outbox-entry.ts";
import { entryChecksum, sharedChecksum } from "./entry-checksum.ts";
import type { EntryRow } from "./entry-statements.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** What entries of one call share: each read and checked once; `undefined` if it is damaged. */
export type SharedOfCall = Map<number, SharedBytes | undefined>;

/** @returns `undefined` if the entry is not what was written */
export function readEntry(
  tx: OutboxTransaction,
  row: EntryRow,
  attempts: number,
  sharedOfCall: SharedOfCall,
): OutboxEntry | undefined {
  const { shared_id: sharedId } = row;
  const shared = sharedId === null ? undefined : readShared(tx, sharedId, sharedOfCall);
  if (sharedId !== null && shared === undefined) return undefined;
  const entry: OutboxEntry = {
    entryId: row.entry_id,
    key: row.key,
    kind: row.kind,
    stream: row.stream,
    atMs: row.at_ms,
    count: row.count,
    bytes: row.bytes,
    ...(shared !== undefined && { shared }),
    attempts,
  };
  return entryChecksum(entry) === row.crc ? entry : undefined;
}

function readShared(
  tx: OutboxTransaction,
  sharedId: number,
  sharedOfCall: SharedOfCall,
): SharedBytes | undefined {
  if (sharedOfCall.has(sharedId)) return sharedOfCall.get(sharedId);
  const row = tx.statements.readShared.get(sharedId);
  const isWhole = row !== undefined && sharedChecksum(row.key, row.bytes) === row.crc;
  const shared = isWhole ? { key: row.key, bytes: row.bytes } : undefined;
  sharedOfCall.set(sharedId, shared);
  return shared;
}
