import type { ListRequest, OutboxItem } from "../outbox.ts";
import type { EntryVault } from "./entry-vault.ts";
import type { Claim } from "./kept-entry.ts";
import type { SinkLedger } from "./sink-ledger.ts";

/** Lists entries of a sink by `entryId`. */
export function listItems(
  vault: EntryVault,
  { index }: SinkLedger,
  { state, stream, afterEntryId = 0, limit }: ListRequest,
): readonly OutboxItem[] {
  const items: OutboxItem[] = [];
  for (const { entryId, entry, claims } of vault.entries()) {
    const claim = claims[index];
    if (entryId <= afterEntryId || claim?.state !== state) continue;
    if (stream !== undefined && entry.stream !== stream) continue;
    items.push(itemOf(claim));
    if (items.length === limit) break;
  }
  return items;
}

function itemOf({ kept, state, attempts, retryAtMs, reason, shipment }: Claim): OutboxItem {
  const { key, kind, stream, atMs, count, bytes } = kept.entry;
  const mayBeSentAgain = state === "pending" || shipment?.lookAtMs !== undefined;
  return {
    entryId: kept.entryId,
    key,
    kind,
    stream,
    atMs,
    count,
    byteLength: bytes.byteLength,
    state,
    attempts,
    ...(mayBeSentAgain && { retryAtMs }),
    ...(reason !== undefined && { reason }),
  };
}
