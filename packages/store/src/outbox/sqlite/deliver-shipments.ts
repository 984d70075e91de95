import { acceptFor } from "./accept-for.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { parseEntryIds } from "./parse-entry-ids.ts";
import { deleteAllSettled } from "./release-entry.ts";
import type { KnownSink } from "./sink-book.ts";

/** A sink has all of some shipments; passes over those that are not intended any more. */
export function deliverShipments(
  tx: OutboxTransaction,
  sink: KnownSink,
  shipmentIds: readonly number[],
): void {
  if (shipmentIds.length === 0) return;
  const texts = tx.statements.deleteShipments.all(sink.sinkId, JSON.stringify(shipmentIds));
  deliverEntries(tx, sink, texts.flatMap(parseEntryIds));
}

/** A sink has entries that were intended for it; those that follow it get them. */
function deliverEntries(tx: OutboxTransaction, sink: KnownSink, entryIds: readonly number[]): void {
  const { statements, ledger, sinks } = tx;
  const followers = sinks.followersOf(sink);
  const ids = JSON.stringify(entryIds);
  for (const row of statements.deleteAllDeliveries.all(sink.sinkId, ids)) {
    const [entryId, count, atMs, streamId] = row;
    ledger.move(sink.sinkId, "intent", "delivered", count);
    for (const { sinkId, sinceEntryId } of followers) {
      if (entryId <= sinceEntryId) continue;
      acceptFor(tx, sinkId, { entryId, streamId, atMs, count });
    }
  }
  deleteAllSettled(tx, ids);
}
