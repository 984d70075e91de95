import { INTENT, outboxState } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled } from "./release-entry.ts";

/**
 * Lets the oldest entry go that is not under way to any sink.
 *
 * @returns whether there was one
 */
export function dropOldest(tx: OutboxTransaction): boolean {
  const { statements, ledger } = tx;
  let oldest = statements.oldestEntry.get(-1, 0);
  while (oldest !== undefined) {
    const deliveries = statements.deliveriesOf.all(oldest.entry_id);
    if (deliveries.every(({ state }) => state !== INTENT)) {
      for (const { sink_id, state, count } of deliveries) {
        ledger.move(sink_id, outboxState(state), "dropped", count);
      }
      ledger.lost.droppedCount += deliveries[0]?.count ?? 0;
      statements.deleteDeliveries.run(oldest.entry_id);
      deleteIfSettled(tx, oldest.entry_id);
      return true;
    }
    oldest = statements.oldestEntry.get(oldest.at_ms, oldest.entry_id);
  }
  return false;
}
