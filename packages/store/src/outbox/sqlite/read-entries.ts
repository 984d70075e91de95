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
  const { shared_id: sharedId, bytes } = row;
  if (!(bytes instanceof Uint8Array)) return undefined;
  const shared = sharedId === null ? undefined : readShared(tx, sharedId, sharedOfCall);
  if (sharedId !== null && shared === undefined) return undefined;
  const entry: OutboxEntry = {
    entryId: row.entry_id,
    key: row.key,
    kind: row.kind,
    stream: row.stream,
    atMs: row.at_ms,
    count: row.count,
    bytes,
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
  const shared = wholeShared(tx.statements.readShared.get(sharedId));
  sharedOfCall.set(sharedId, shared);
  return shared;
}

/** Bytes that entries share, as the file has them; `undefined` if they are not what was written. */
export function wholeShared(
  row:
    | { readonly key: string | null; readonly bytes: Uint8Array | null; readonly crc: number }
    | undefined,
): SharedBytes | undefined {
  if (typeof row?.key !== "string" || !(row.bytes instanceof Uint8Array)) return undefined;
  const { key, bytes, crc } = row;
  return sharedChecksum(key, bytes) === crc ? { key, bytes } : undefined;
}
