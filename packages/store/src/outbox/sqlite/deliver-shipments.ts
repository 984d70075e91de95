import { acceptFor } from "./accept-for.ts";
import { DUE, outboxState } from "./delivery-state.ts";
import { factsOf } from "./entry-facts.ts";
import { findShipment } from "./find-shipment.ts";
import { groupIds } from "./ids-at-once.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled, deleteSettled } from "./release-entry.ts";
import type { KnownSink } from "./sink-book.ts";
import { takeDeliveries } from "./take-deliveries.ts";

/** A sink has all of some shipments; passes over those that are not intended any more. */
export function deliverShipments(
  tx: OutboxTransaction,
  sink: KnownSink,
  shipmentIds: readonly number[],
): void {
  const { sinkId } = sink;
  const liveIds: number[] = [];
  for (const shipmentId of new Set(shipmentIds)) {
    const live = tx.live.take(sinkId, shipmentId);
    if (live !== undefined) {
      liveIds.push(...live.entryIds);
      continue;
    }
    const shipment = findShipment(tx, sinkId, shipmentId);
    if (shipment !== undefined) deliverEntries(tx, sink, shipment.entryIds, shipment.state);
  }
  if (liveIds.length > 0) deliverEntries(tx, sink, liveIds, DUE);
  for (const ids of groupIds(shipmentIds)) tx.statements.deleteShipments.run(sinkId, ...ids);
}

/** A sink has entries that were intended for it; those that follow it get them. */
function deliverEntries(
  tx: OutboxTransaction,
  sink: KnownSink,
  entryIds: readonly number[],
  state: number,
): void {
  const { ledger, sinks } = tx;
  const facts = entryIds.map((entryId) => factsOf(tx, entryId));
  takeDeliveries(tx, sink.sinkId, state, facts);
  const readings = facts.reduce((sum, { count }) => sum + count, 0);
  ledger.move(sink.sinkId, outboxState(state), "delivered", readings, facts.length);
  for (const { sinkId, sinceEntryId } of sinks.followersOf(sink)) {
    for (const entry of facts) {
      if (entry.entryId > sinceEntryId) acceptFor(tx, sinkId, entry);
    }
  }
  if (sinks.all.length === 1) deleteSettled(tx, facts);
  else for (const { entryId } of facts) deleteIfSettled(tx, entryId);
}
