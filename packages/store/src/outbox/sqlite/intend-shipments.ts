import { InvalidValueError } from "@ven/core";
import type { OutboxEntry } from "../outbox-entry.ts";
import type { IntendedShipment, Shipment } from "../shipment.ts";
import { buryDamaged } from "./damaged-entry.ts";
import { INTENT } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import type { PeekedEntries } from "./peeked-entries.ts";
import { readEntry, type SharedOfCall } from "./read-entries.ts";
import type { KnownSink } from "./sink-book.ts";

/** Writes down what is about to be sent, and reads it. */
export function intendShipments(
  tx: OutboxTransaction,
  sink: KnownSink,
  intended: readonly IntendedShipment[],
  peeked: PeekedEntries,
): readonly Shipment[] {
  const sharedOfCall: SharedOfCall = new Map();
  const shipments: Shipment[] = [];
  for (const { entryIds, note } of intended) {
    const entries = intendEntries(tx, sink, entryIds, peeked, sharedOfCall);
    const [first] = entries;
    if (first === undefined) continue;
    const attempts = entries.reduce((most, entry) => Math.max(most, entry.attempts), 0);
    const ids = entries.map(({ entryId }) => entryId).join(",");
    tx.statements.insertShipment.run(sink.sinkId, first.entryId, ids, note, attempts);
    shipments.push({ shipmentId: first.entryId, sink: sink.name, entries, note, attempts });
  }
  return shipments;
}

function intendEntries(
  tx: OutboxTransaction,
  { sinkId }: KnownSink,
  entryIds: readonly number[],
  peeked: PeekedEntries,
  sharedOfCall: SharedOfCall,
): readonly OutboxEntry[] {
  const { statements, ledger } = tx;
  const entries: OutboxEntry[] = [];
  let streamId: number | undefined;
  for (const entryId of entryIds) {
    const intended = statements.intendDelivery.get(entryId, sinkId);
    if (intended === undefined) continue;
    streamId ??= intended.stream_id;
    if (streamId !== intended.stream_id) {
      const rule = "it is of another stream than those before it; give it a shipment of its own";
      throw new InvalidValueError("entryIds", entryId, rule);
    }
    ledger.move(sinkId, "pending", "intent", intended.count);
    const entry = entryOf(tx, entryId, intended.attempts, peeked, sharedOfCall);
    if (entry !== undefined) entries.push(entry);
    else buryDamaged(tx, sinkId, entryId, { state: INTENT, place: "intent" });
  }
  return entries;
}

function entryOf(
  tx: OutboxTransaction,
  entryId: number,
  attempts: number,
  peeked: PeekedEntries,
  sharedOfCall: SharedOfCall,
): OutboxEntry | undefined {
  const known = peeked.get(entryId);
  if (known !== undefined) return { ...known, attempts };
  const row = tx.statements.readEntry.get(entryId);
  return row === undefined ? undefined : readEntry(tx, row, attempts, sharedOfCall);
}
