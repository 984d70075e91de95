import { keptReason } from "../check-shipments.ts";
import type { Settlement } from "../shipment.ts";
import { deliverShipments } from "./deliver-shipments.ts";
import { DEAD, INTENT, POSTPONED } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { parseEntryIds } from "./parse-entry-ids.ts";
import { releaseEntry } from "./release-entry.ts";
import { replaceShipment } from "./replace-shipment.ts";
import type { KnownSink } from "./sink-book.ts";

/** Writes down what became of shipments, in their order; those in a row that were delivered at once. */
export function settleShipments(
  tx: OutboxTransaction,
  sink: KnownSink,
  settlements: readonly Settlement[],
): void {
  let deliveredIds: number[] = [];
  for (const settlement of settlements) {
    if (settlement.kind === "delivered") {
      deliveredIds.push(settlement.shipmentId);
      continue;
    }
    deliverShipments(tx, sink, deliveredIds);
    deliveredIds = [];
    settleShipment(tx, sink, settlement);
  }
  deliverShipments(tx, sink, deliveredIds);
}

function settleShipment(
  tx: OutboxTransaction,
  sink: KnownSink,
  settlement: Exclude<Settlement, { readonly kind: "delivered" }>,
): void {
  const { statements } = tx;
  const { sinkId } = sink;
  const { shipmentId } = settlement;
  const shipment = statements.readShipment.get(sinkId, shipmentId);
  if (shipment === undefined) return;
  const entryIds = parseEntryIds(shipment.entry_ids);
  if (settlement.kind !== "unknown") statements.deleteShipment.run(sinkId, shipmentId);
  switch (settlement.kind) {
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
