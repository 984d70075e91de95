import { acceptFor } from "./accept-for.ts";
import { DUE, outboxState } from "./delivery-state.ts";
import { factsOf } from "./entry-facts.ts";
import { findShipment } from "./find-shipment.ts";
import { groupIds } from "./ids-at-once.ts";
import type { LiveShipment } from "./live-shipments.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled } from "./release-entry.ts";
import type { KnownSink } from "./sink-book.ts";
import { hasMuchToSweep, sweepDelivered } from "./sweep-delivered.ts";
import { takeDeliveries } from "./take-deliveries.ts";

/** A sink has all of some shipments; passes over those that are not intended any more. */
export function deliverShipments(
  tx: OutboxTransaction,
  sink: KnownSink,
  shipmentIds: readonly number[],
): void {
  const { sinkId } = sink;
  const liveIds: number[] = [];
  const endedIds: number[] = [];
  for (const shipmentId of new Set(shipmentIds)) {
    const live = tx.live.get(sinkId, shipmentId);
    if (live !== undefined && tx.sinks.all.length === 1) {
      noteDone(tx, sinkId, shipmentId, live);
      continue;
    }
    if (live !== undefined) {
      endedIds.push(shipmentId);
      tx.live.forget(sinkId, shipmentId);
      liveIds.push(...live.entryIds);
      continue;
    }
    const shipment = findShipment(tx, sinkId, shipmentId);
    // One that is done keeps its row until it is swept away: without it, its entries would be due.
    if (shipment === undefined) continue;
    endedIds.push(shipmentId);
    deliverEntries(tx, sink, shipment.entryIds, shipment.state);
  }
  if (liveIds.length > 0) deliverEntries(tx, sink, liveIds, DUE);
  for (const ids of groupIds(endedIds)) tx.statements.deleteShipments.run(sinkId, ...ids);
  if (hasMuchToSweep(tx)) sweepDelivered(tx);
}

/** The only sink has a shipment, whose rows stay until they are swept away. */
function noteDone(
  tx: OutboxTransaction,
  sinkId: number,
  shipmentId: number,
  { entryIds, count }: LiveShipment,
): void {
  const { ledger, live } = tx;
  let bytes = 0;
  for (const entryId of entryIds) {
    const { sharedId, byteLength } = factsOf(tx, entryId);
    if (sharedId !== null) ledger.useShared(sharedId, -1);
    bytes += byteLength;
  }
  ledger.move(sinkId, "pending", "delivered", count, entryIds.length);
  ledger.keep(-entryIds.length, -count);
  ledger.noteDone(shipmentId, entryIds, bytes);
  live.finish(sinkId, shipmentId);
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
  for (const { entryId } of facts) deleteIfSettled(tx, entryId);
}
