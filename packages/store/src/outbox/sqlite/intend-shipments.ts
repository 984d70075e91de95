import { InvalidValueError } from "@ven/core";
import type { OutboxEntry } from "../outbox-entry.ts";
import type { IntendedShipment, Shipment } from "../shipment.ts";
import { buryDamaged } from "./damaged-entry.ts";
import { INTENT } from "./delivery-state.ts";
import type { PendingRow } from "./delivery-statements.ts";
import { groupIds, parseRows } from "./ids-at-once.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { findEntry, type SharedOfCall } from "./read-entries.ts";
import type { KnownSink } from "./sink-book.ts";

/** Entries that were pending until now, by id. */
type TakenEntries = Map<number, { readonly attempts: number; readonly streamId: number }>;

/** Writes down what is about to be sent, and reads it. */
export function intendShipments(
  tx: OutboxTransaction,
  sink: KnownSink,
  intended: readonly IntendedShipment[],
): readonly Shipment[] {
  const taken = takeEntries(tx, sink, intended);
  const sharedOfCall: SharedOfCall = new Map();
  const shipments: Shipment[] = [];
  for (const { entryIds, note } of intended) {
    const entries = shippedEntries(tx, sink, entryIds, taken, sharedOfCall);
    const [first] = entries;
    if (first === undefined) continue;
    const attempts = entries.reduce((most, entry) => Math.max(most, entry.attempts), 0);
    const ids = entries.map(({ entryId }) => entryId).join(",");
    tx.statements.insertShipment.run(sink.sinkId, first.entryId, ids, note, attempts);
    shipments.push({ shipmentId: first.entryId, sink: sink.name, entries, note, attempts });
  }
  return shipments;
}

function takeEntries(
  { statements, ledger }: OutboxTransaction,
  { sinkId }: KnownSink,
  intended: readonly IntendedShipment[],
): TakenEntries {
  const taken: TakenEntries = new Map();
  for (const entryIds of groupIds(intended.flatMap((shipment) => shipment.entryIds))) {
    const pending = parseRows<PendingRow>(statements.pendingDeliveries.get(sinkId, ...entryIds));
    statements.intendDeliveries.run(sinkId, ...entryIds);
    let readings = 0;
    for (const [entryId, attempts, streamId, count] of pending) {
      taken.set(entryId, { attempts: attempts + 1, streamId });
      readings += count;
    }
    ledger.move(sinkId, "pending", "intent", readings, pending.length);
  }
  return taken;
}

function shippedEntries(
  tx: OutboxTransaction,
  { sinkId }: KnownSink,
  entryIds: readonly number[],
  taken: TakenEntries,
  sharedOfCall: SharedOfCall,
): readonly OutboxEntry[] {
  const entries: OutboxEntry[] = [];
  let streamId: number | undefined;
  for (const entryId of entryIds) {
    const delivery = taken.get(entryId);
    if (delivery === undefined) continue;
    // Given twice, it goes with the first shipment.
    taken.delete(entryId);
    streamId ??= delivery.streamId;
    if (streamId !== delivery.streamId) {
      const rule = "it is of another stream than those before it; give it a shipment of its own";
      throw new InvalidValueError("entryIds", entryId, rule);
    }
    const entry = findEntry(tx, entryId, delivery.attempts, sharedOfCall);
    if (entry !== undefined) entries.push(entry);
    else buryDamaged(tx, sinkId, entryId, { state: INTENT, place: "intent" });
  }
  return entries;
}
