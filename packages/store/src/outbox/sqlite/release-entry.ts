import { noteGone } from "./last-keys.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** Deletes an entry that no sink wants any more. */
export function deleteIfSettled(tx: OutboxTransaction, entryId: number): void {
  const facts = tx.statements.deleteSettled.get(entryId);
  if (facts === undefined) return;
  const { count, sharedId } = facts;
  tx.ledger.keep(-1, -count);
  if (sharedId !== null) tx.ledger.useShared(sharedId, -1);
  tx.memory.recent.forget(entryId);
  noteGone(tx, facts);
}
