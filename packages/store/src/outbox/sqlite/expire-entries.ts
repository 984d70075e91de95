import { INTENT, outboxState } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled } from "./release-entry.ts";

/** Most of them in one transaction. */
const MOST_ENTRIES = 128;

/** Whether the oldest entry is too old. */
export function hasExpired({ statements }: OutboxTransaction, beforeAtMs: number): boolean {
  const oldest = statements.oldestEntry.get(-1, 0);
  return oldest !== undefined && oldest.at_ms < beforeAtMs;
}

/**
 * Lets entries go that are too old, save where they are under way.
 *
 * @returns whether that were as many as go in one transaction, so that there may be more
 */
export function expireEntries(tx: OutboxTransaction, beforeAtMs: number): boolean {
  let goneCount = 0;
  let oldest = tx.statements.oldestEntry.get(-1, 0);
  while (oldest !== undefined && oldest.at_ms < beforeAtMs && goneCount < MOST_ENTRIES) {
    if (expireEntry(tx, oldest.entry_id)) goneCount += 1;
    oldest = tx.statements.oldestEntry.get(oldest.at_ms, oldest.entry_id);
  }
  return goneCount === MOST_ENTRIES;
}

function expireEntry(tx: OutboxTransaction, entryId: number): boolean {
  const { statements, ledger } = tx;
  let expiredCount = 0;
  for (const { sink_id, state, count } of statements.deliveriesOf.all(entryId)) {
    if (state === INTENT) continue;
    statements.deleteDelivery.get(entryId, sink_id);
    ledger.move(sink_id, outboxState(state) === "dead" ? "dead" : "pending", "expired", count);
    expiredCount = count;
  }
  ledger.lost.expiredCount += expiredCount;
  deleteIfSettled(tx, entryId);
  return expiredCount > 0;
}
