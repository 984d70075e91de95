import { acceptFor } from "./accept-for.ts";
import type { OwedRow } from "./delivery-statements.ts";
import { type GivenIds, groupIds, parseRows } from "./ids-at-once.ts";
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
  const { statements } = tx;
  for (const group of groupIds(shipmentIds)) {
    const entryIds = statements.shippedIds.get(sink.sinkId, ...group);
    if (typeof entryIds !== "string") continue;
    statements.deleteShipments.run(sink.sinkId, ...group);
    for (const ids of groupIds(parseEntryIds(entryIds))) deliverEntries(tx, sink, ids);
  }
}

/** A sink has entries that were intended for it; those that follow it get them. */
function deliverEntries(tx: OutboxTransaction, sink: KnownSink, entryIds: GivenIds): void {
  const { statements, ledger, sinks } = tx;
  const followers = sinks.followersOf(sink);
  const owed = parseRows<OwedRow>(statements.deliveriesTo.get(sink.sinkId, ...entryIds));
  statements.deleteDeliveriesTo.run(sink.sinkId, ...entryIds);
  let readings = 0;
  for (const [entryId, count, atMs, streamId] of owed) {
    readings += count;
    for (const { sinkId, sinceEntryId } of followers) {
      if (entryId <= sinceEntryId) continue;
      acceptFor(tx, sinkId, { entryId, streamId, atMs, count });
    }
  }
  ledger.move(sink.sinkId, "intent", "delivered", readings, owed.length);
  deleteAllSettled(tx, entryIds);
}
