import { keptReason } from "../check-shipments.ts";
import type { Settlement } from "../shipment.ts";
import { acceptFor } from "./accept-for.ts";
import { DEAD, INTENT, POSTPONED } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled, releaseEntry } from "./release-entry.ts";
import { replaceShipment } from "./replace-shipment.ts";
import type { KnownSink } from "./sink-book.ts";

/** Writes down what became of one shipment; passes over one that is not intended any more. */
export function settleShipment(
  tx: OutboxTransaction,
  sink: KnownSink,
  settlement: Settlement,
): void {
  const { statements } = tx;
  const { sinkId } = sink;
  const { shipmentId } = settlement;
  const shipment = statements.readShipment.get(sinkId, shipmentId);
  if (shipment === undefined) return;
  const entryIds = parseEntryIds(shipment.entry_ids);
  if (settlement.kind !== "unknown") statements.deleteShipment.run(sinkId, shipmentId);
  switch (settlement.kind) {
    case "delivered":
      for (const entryId of entryIds) deliverEntry(tx, sink, entryId);
      return;
    case "postponed": {
      const { retryAtMs, reason } = settlement;
      for (const entryId of entryIds)
        leaveIntent(tx, sinkId, entryId, POSTPONED, reason, retryAtMs);
      return;
    }
    case "dead":
      for (const entryId of entryIds) leaveIntent(tx, sinkId, entryId, DEAD, settlement.reason);
      return;
    case "dropped":
      for (const entryId of entryIds) releaseEntry(tx, entryId, sinkId, "intent", "dropped");
      return;
    case "unknown": {
      const { retryAtMs, note = null } = settlement;
      const reason = keptReason(settlement.reason);
      statements.postponeLook.run(retryAtMs, note, sinkId, shipmentId);
      for (const entryId of entryIds) {
        statements.setState.get(INTENT, retryAtMs, reason, entryId, sinkId, INTENT);
      }
      return;
    }
    case "replaced":
      replaceShipment(tx, sink, { shipmentId, entryIds, ...shipment }, settlement.parts);
  }
}

/** Ids as a shipment keeps them. */
export function parseEntryIds(text: string): readonly number[] {
  return text.split(",").map(Number);
}

function deliverEntry(tx: OutboxTransaction, sink: KnownSink, entryId: number): void {
  const { statements, ledger, sinks } = tx;
  const delivery = statements.deleteDelivery.get(entryId, sink.sinkId);
  if (delivery === undefined) return;
  const { count, at_ms: atMs, stream_id: streamId } = delivery;
  ledger.move(sink.sinkId, "intent", "delivered", count);
  for (const { sinkId, sinceEntryId } of sinks.followersOf(sink)) {
    if (entryId <= sinceEntryId) continue;
    acceptFor(tx, sinkId, { entryId, streamId, atMs, count });
  }
  deleteIfSettled(tx, entryId);
}

function leaveIntent(
  tx: OutboxTransaction,
  sinkId: number,
  entryId: number,
  state: typeof POSTPONED | typeof DEAD,
  reason: string,
  retryAtMs: number | null = null,
): void {
  const count = tx.statements.setState.get(
    state,
    retryAtMs,
    keptReason(reason),
    entryId,
    sinkId,
    INTENT,
  );
  if (count === undefined) return;
  tx.ledger.move(sinkId, "intent", state === DEAD ? "dead" : "pending", count);
}
