import { checkPartsAddUp, keptReason } from "../check-shipments.ts";
import type { NewOutboxEntry } from "../outbox-entry.ts";
import type { ShipmentPart } from "../shipment.ts";
import { acceptFor } from "./accept-for.ts";
import { DEAD, POSTPONED } from "./delivery-state.ts";
import { findStream, keepEntry } from "./keep-entry.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled } from "./release-entry.ts";
import type { KnownSink } from "./sink-book.ts";

/** A shipment that is to be replaced. */
export interface ReplacedShipment {
  readonly shipmentId: number;
  readonly entryIds: readonly number[];
  readonly attempts: number;
}

/**
 * Puts the parts of a shipment in the place of its entries, for one sink.
 *
 * @throws {InvalidValueError} if they do not add up
 */
export function replaceShipment(
  tx: OutboxTransaction,
  sink: KnownSink,
  shipment: ReplacedShipment,
  parts: readonly ShipmentPart[],
): void {
  const { statements, ledger } = tx;
  const { shipmentId, entryIds } = shipment;
  const stream = statements.readEntry.get(entryIds[0] ?? 0)?.stream ?? "";
  const taken: number[] = [];
  let count = 0;
  for (const entryId of entryIds) {
    const delivery = statements.deleteDelivery.get(entryId, sink.sinkId);
    if (delivery === undefined) continue;
    taken.push(entryId);
    count += delivery.count;
  }
  checkPartsAddUp({ shipmentId, stream, count }, parts);
  ledger.take(sink.sinkId, "intent", count, taken.length);
  // Before the old ones go, so that what they share stays.
  for (const part of parts) settlePart(tx, sink, shipment, part);
  for (const entryId of taken) deleteIfSettled(tx, entryId);
}

function settlePart(
  tx: OutboxTransaction,
  sink: KnownSink,
  shipment: ReplacedShipment,
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
  { shipmentId }: ReplacedShipment,
  entry: NewOutboxEntry,
): void {
  const followers = tx.sinks
    .followersOf(sink)
    .filter(({ sinceEntryId }) => shipmentId > sinceEntryId);
  if (followers.length === 0) return;
  const { atMs, count } = entry;
  const { streamId } = findStream(tx, entry.stream);
  const entryId = keepEntry(tx, entry, streamId);
  for (const { sinkId } of followers) acceptFor(tx, sinkId, { entryId, streamId, atMs, count });
}

function keepFor(
  tx: OutboxTransaction,
  sinkId: number,
  { attempts }: ReplacedShipment,
  part: ShipmentPart & { readonly state: "pending" | "dead" },
): void {
  const { entry, reason } = part;
  const { streamId } = findStream(tx, entry.stream);
  tx.statements.insertDelivery.run(
    keepEntry(tx, entry, streamId),
    sinkId,
    part.state === "dead" ? DEAD : POSTPONED,
    streamId,
    entry.atMs,
    entry.count,
    part.state === "dead" ? null : part.retryAtMs,
    reason === undefined ? null : keptReason(reason),
    attempts,
  );
}
