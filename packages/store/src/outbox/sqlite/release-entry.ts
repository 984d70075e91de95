import type { EntryFacts } from "./entry-statements.ts";
import { groupIds } from "./ids-at-once.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** Deletes an entry that no sink wants any more. */
export function deleteIfSettled(tx: OutboxTransaction, entryId: number): void {
  const facts = tx.statements.deleteSettled.get(entryId);
  if (facts !== undefined) countOut(tx, facts);
}

/** Deletes entries of which it is known that no sink wants them any more. */
export function deleteSettled(tx: OutboxTransaction, settled: readonly EntryFacts[]): void {
  for (const ids of groupIds(settled.map(({ entryId }) => entryId))) {
    tx.statements.deleteEntries.run(...ids);
  }
  for (const facts of settled) countOut(tx, facts);
}

function countOut(
  { ledger, memory }: OutboxTransaction,
  { entryId, count, sharedId }: EntryFacts,
): void {
  ledger.keep(-1, -count);
  if (sharedId !== null) ledger.useShared(sharedId, -1);
  memory.recent.forget(entryId);
}
