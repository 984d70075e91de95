import { checkPartsAddUp, keptReason } from "../check-shipments.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { ShipmentPart } from "../shipment.ts";
import { acceptFor } from "./accept-for.ts";
import { DEAD, outboxState, POSTPONED } from "./delivery-state.ts";
import { factsOf } from "./entry-facts.ts";
import type { IntendedEntries } from "./find-shipment.ts";
import { keepPart } from "./keep-entry.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled } from "./release-entry.ts";
import type { KnownSink } from "./sink-book.ts";
import { takeDeliveries } from "./take-deliveries.ts";

/**
 * Puts the parts of a shipment in the place of its entries, for one sink.
 *
 * @throws {InvalidValueError} if they do not add up
 */
export function replaceShipment(
  tx: OutboxTransaction,
  sink: KnownSink,
  shipment: IntendedEntries,
  parts: readonly ShipmentPart[],
): void {
  const { statements, ledger } = tx;
  const { shipmentId, entryIds, state } = shipment;
  const stream = statements.readEntry.get(entryIds[0] ?? 0)?.stream ?? "";
  const facts = entryIds.map((entryId) => factsOf(tx, entryId));
  const count = facts.reduce((sum, entry) => sum + entry.count, 0);
  checkPartsAddUp({ shipmentId, stream, count }, parts);
  takeDeliveries(tx, sink.sinkId, state, facts);
  ledger.take(sink.sinkId, outboxState(state), count, facts.length);
  // Before the old ones go, so that what they share stays.
  for (const part of parts) settlePart(tx, sink, shipment, part);
  for (const entryId of entryIds) deleteIfSettled(tx, entryId);
}

function settlePart(
  tx: OutboxTransaction,
  sink: KnownSink,
  shipment: IntendedEntries,
  part: ShipmentPart,
): void {
  const { ledger } = tx;
  const { sinkId } = sink;
  if (part.state === "dropped") {
    ledger.put(sinkId, "dropped", part.count, 0);
    return;
  }
  ledger.put(sinkId, part.state, part.entry.count, 1);
  if (part.state === "delivered") handOn(tx, sink, shipment, part.entry);
  else keepFor(tx, sinkId, shipment, part);
}

/** Gives a part that was delivered to the sinks that follow. */
function handOn(
  tx: OutboxTransaction,
  sink: KnownSink,
  { shipmentId }: IntendedEntries,
  entry: NewOutboxEntry,
): void {
  const followers = tx.sinks
    .followersOf(sink)
    .filter(({ sinceEntryId }) => shipmentId > sinceEntryId);
  if (followers.length === 0) return;
  const { atMs, count } = entry;
  const entryId = keepPart(tx, entry);
  for (const { sinkId } of followers) acceptFor(tx, sinkId, { entryId, atMs, count });
}

function keepFor(
  tx: OutboxTransaction,
  sinkId: number,
  { attempts }: IntendedEntries,
  part: ShipmentPart & { readonly state: "pending" | "dead" },
): void {
  const { entry, reason } = part;
  tx.statements.insertDelivery.run(
    sinkId,
    part.state === "dead" ? DEAD : POSTPONED,
    entry.atMs,
    keepPart(tx, entry),
    entry.count,
    attempts,
    part.state === "dead" ? null : part.retryAtMs,
    reason === undefined ? null : keptReason(reason),
  );
}
