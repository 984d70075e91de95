import { outboxState } from "./delivery-state.ts";
import { type AgeCursor, BEFORE_ALL, oldestOwed } from "./oldest-owed.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled } from "./release-entry.ts";

/** Most of them in one transaction. */
const MOST_ENTRIES = 128;

/** Whether an entry is too old, and not under way. */
export function hasExpired(tx: OutboxTransaction, beforeAtMs: number): boolean {
  let oldest = oldestOwed(tx, BEFORE_ALL);
  while (oldest !== undefined && oldest.atMs < beforeAtMs) {
    const { entryId } = oldest;
    const deliveries = tx.statements.deliveriesOf.all(entryId, entryId);
    if (!deliveries.every((delivery) => tx.isUnderWay(entryId, delivery))) return true;
    oldest = oldestOwed(tx, oldest);
  }
  return false;
}

/**
 * Lets entries go that are too old, save where they are under way.
 *
 * @returns whether that were as many as go in one transaction, so that there may be more
 */
export function expireEntries(tx: OutboxTransaction, beforeAtMs: number): boolean {
  let goneCount = 0;
  let oldest = oldestOwed(tx, BEFORE_ALL);
  while (oldest !== undefined && oldest.atMs < beforeAtMs && goneCount < MOST_ENTRIES) {
    if (expireEntry(tx, oldest)) goneCount += 1;
    oldest = oldestOwed(tx, oldest);
  }
  return goneCount === MOST_ENTRIES;
}

function expireEntry(tx: OutboxTransaction, { atMs, entryId }: AgeCursor): boolean {
  const { statements, ledger } = tx;
  let expiredCount = 0;
  for (const delivery of statements.deliveriesOf.all(entryId, entryId)) {
    if (tx.isUnderWay(entryId, delivery)) continue;
    const { sink_id, state, count } = delivery;
    statements.deleteDelivery.run(sink_id, state, atMs, entryId);
    ledger.move(sink_id, outboxState(state) === "dead" ? "dead" : "pending", "expired", count);
    expiredCount = count;
  }
  ledger.lost.expiredCount += expiredCount;
  deleteIfSettled(tx, entryId);
  return expiredCount > 0;
}
