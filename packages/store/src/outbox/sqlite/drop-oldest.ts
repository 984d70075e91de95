import { outboxState } from "./delivery-state.ts";
import { BEFORE_ALL, oldestOwed } from "./oldest-owed.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled } from "./release-entry.ts";

/**
 * Lets the oldest entry go that is not under way to any sink.
 *
 * @returns whether there was one
 */
export function dropOldest(tx: OutboxTransaction): boolean {
  const { statements, ledger } = tx;
  let oldest = oldestOwed(tx, BEFORE_ALL);
  while (oldest !== undefined) {
    const { atMs, entryId } = oldest;
    const deliveries = statements.deliveriesOf.all(entryId, entryId);
    if (!deliveries.some((delivery) => tx.isUnderWay(entryId, delivery))) {
      for (const { sink_id, state, count } of deliveries) {
        statements.deleteDelivery.run(sink_id, state, atMs, entryId);
        ledger.move(sink_id, outboxState(state), "dropped", count);
      }
      ledger.lost.droppedCount += deliveries[0]?.count ?? 0;
      deleteIfSettled(tx, entryId);
      return true;
    }
    oldest = oldestOwed(tx, oldest);
  }
  return false;
}
