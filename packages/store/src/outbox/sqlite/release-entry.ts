import type { OutboxTransaction } from "./outbox-transaction.ts";

/** Deletes an entry that no sink wants any more. */
export function deleteIfSettled(
  { statements, ledger, memory }: OutboxTransaction,
  entryId: number,
): void {
  const facts = statements.deleteSettled.get(entryId);
  if (facts === undefined) return;
  const { count, sharedId } = facts;
  ledger.keep(-1, -count);
  if (sharedId !== null) ledger.useShared(sharedId, -1);
  memory.recent.forget(entryId);
}
