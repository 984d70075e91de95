import type { OutboxEntry, SharedBytes } from "../outbox-entry.ts";
import { entryChecksum, sharedChecksum } from "./entry-checksum.ts";
import type { EntryRow } from "./entry-statements.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import type { RecentEntry } from "./recent-entries.ts";
import { DamageFound } from "./sqlite-faults.ts";

/** What entries of one call share: each read and checked once; `undefined` if it is damaged. */
export type SharedOfCall = Map<number, SharedBytes | undefined>;

/**
 * An entry by its id: as it is remembered, or from the file.
 *
 * @returns `undefined` if it is not what was written
 * @throws {DamageFound} if it is gone: it and what is owed of it are written in one transaction
 */
export function findEntry(
  tx: OutboxTransaction,
  entryId: number,
  attempts: number,
  sharedOfCall: SharedOfCall,
): OutboxEntry | undefined {
  const known = tx.memory.recent.get(entryId);
  if (known !== undefined) return recallEntry(tx, known, attempts, sharedOfCall);
  const row = tx.statements.readEntry.get(entryId);
  if (row === undefined) throw new DamageFound(`entry ${entryId} is gone`);
  const entry = readEntry(tx, row, attempts, sharedOfCall);
  if (entry === undefined || !tx.isOwner) return entry;
  remember(tx, entry, row.shared_id);
  return entry;
}

/** Without a spread, which would give each of thousands a shape of its own. */
function remember(
  { memory: { recent } }: OutboxTransaction,
  { entryId, key, kind, stream, atMs, count, bytes: read }: OutboxEntry,
  sharedId: number | null,
): void {
  // What the database gives takes a kilobyte beside its bytes.
  const bytes = recent.copy(read);
  recent.keep({ entryId, key, kind, stream, atMs, count, bytes, sharedId });
}

function recallEntry(
  tx: OutboxTransaction,
  { entryId, key, kind, stream, atMs, count, bytes, sharedId }: RecentEntry,
  attempts: number,
  sharedOfCall: SharedOfCall,
): OutboxEntry | undefined {
  if (sharedId === null) return { entryId, key, kind, stream, atMs, count, bytes, attempts };
  const shared = readShared(tx, sharedId, sharedOfCall);
  if (shared === undefined) return undefined;
  return { entryId, key, kind, stream, atMs, count, bytes, shared, attempts };
}

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
  const { recent } = tx.memory;
  const known = recent.shared(sharedId) ?? sharedOfCall.get(sharedId);
  if (known !== undefined || sharedOfCall.has(sharedId)) return known;
  const shared = wholeShared(tx.statements.readShared.get(sharedId));
  sharedOfCall.set(sharedId, shared);
  if (shared !== undefined && tx.isOwner) recent.keepShared(sharedId, shared);
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
