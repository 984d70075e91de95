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
  const { statements, ledger } = tx;
  const entry = statements.deleteSettled.get(entryId);
  if (entry === undefined) return;
  ledger.entries -= 1;
  ledger.readings -= entry.count;
  if (entry.shared_id !== null) ledger.useShared(entry.shared_id, -1);
}
