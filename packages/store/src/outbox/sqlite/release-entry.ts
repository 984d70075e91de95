import type { SettledRow } from "./entry-statements.ts";
import { type GivenIds, groupIds, parseRows } from "./ids-at-once.ts";
import type { Place, Waiting } from "./ledger.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** A sink is done with an entry, which is deleted if it was the last to want it. */
export function releaseEntry(
  tx: OutboxTransaction,
  entryId: number,
  sinkId: number,
  from: Waiting,
  to: Place,
): void {
  const delivery = tx.statements.deleteDelivery.get(entryId, sinkId);
  if (delivery === undefined) return;
  tx.ledger.move(sinkId, from, to, delivery.count);
  deleteIfSettled(tx, entryId);
}

/** Deletes an entry that no sink wants any more. */
export function deleteIfSettled(tx: OutboxTransaction, entryId: number): void {
  const entry = tx.statements.deleteSettled.get(entryId);
  if (entry !== undefined) countOut(tx, entryId, entry.count, entry.shared_id);
}

/** The same for some at once. */
export function deleteAllSettled(tx: OutboxTransaction, entryIds: GivenIds): void {
  const { statements } = tx;
  const settled = parseRows<SettledRow>(statements.settledEntries.get(...entryIds));
  for (const ids of groupIds(settled.map(([entryId]) => entryId))) {
    statements.deleteEntries.run(...ids);
  }
  for (const [entryId, count, sharedId] of settled) countOut(tx, entryId, count, sharedId);
}

function countOut(
  { ledger, memory }: OutboxTransaction,
  entryId: number,
  count: number,
  sharedId: number | null,
): void {
  ledger.entries -= 1;
  ledger.readings -= count;
  if (sharedId !== null) ledger.useShared(sharedId, -1);
  memory.recent.forget(entryId);
}
