import type { Settlement } from "../shipment.ts";
import { changeState } from "./change-state.ts";
import { deliverShipments } from "./deliver-shipments.ts";
import { DEAD, DUE, INTENT, outboxState, POSTPONED } from "./delivery-state.ts";
import { factsOf } from "./entry-facts.ts";
import { findShipment, type IntendedEntries } from "./find-shipment.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled } from "./release-entry.ts";
import { replaceShipment } from "./replace-shipment.ts";
import type { KnownSink } from "./sink-book.ts";
import { takeDeliveries } from "./take-deliveries.ts";

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
  const { sinkId } = sink;
  const { shipmentId } = settlement;
  const shipment = findShipment(tx, sinkId, shipmentId);
  if (shipment === undefined) return;
  tx.live.forget(sinkId, shipmentId);
  if (settlement.kind !== "unknown") tx.statements.deleteShipment.run(sinkId, shipmentId);
  switch (settlement.kind) {
    case "postponed":
      leaveIntent(tx, sinkId, shipment, POSTPONED, settlement);
      return;
    case "dead":
      leaveIntent(tx, sinkId, shipment, DEAD, settlement);
      return;
    case "dropped":
      drop(tx, sinkId, shipment);
      return;
    case "unknown":
      tx.statements.postponeLook.run(
        settlement.retryAtMs,
        settlement.note ?? null,
        sinkId,
        shipmentId,
      );
      leaveIntent(tx, sinkId, shipment, INTENT, settlement);
      return;
    case "replaced":
      replaceShipment(tx, sink, shipment, settlement.parts);
  }
}

function leaveIntent(
  tx: OutboxTransaction,
  sinkId: number,
  { entryIds, state }: IntendedEntries,
  to: number,
  { reason, retryAtMs }: { readonly reason: string; readonly retryAtMs?: number },
): void {
  // Of what was under way until now, no attempt is written down yet.
  const change = { sinkId, from: state, to, reason, isAttempt: state === DUE };
  for (const entryId of entryIds) {
    changeState(tx, { ...change, entryId, ...(retryAtMs !== undefined && { retryAtMs }) });
  }
}

function drop(tx: OutboxTransaction, sinkId: number, { entryIds, state }: IntendedEntries): void {
  const facts = entryIds.map((entryId) => factsOf(tx, entryId));
  takeDeliveries(tx, sinkId, state, facts);
  for (const { entryId, count } of facts) {
    tx.ledger.move(sinkId, outboxState(state), "dropped", count);
    deleteIfSettled(tx, entryId);
  }
}
