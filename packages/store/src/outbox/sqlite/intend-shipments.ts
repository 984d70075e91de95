import { InvalidValueError } from "@ven/core";
import type { OutboxEntry } from "../outbox-entry.ts";
import type { IntendedShipment, Shipment } from "../shipment.ts";
import { changeState } from "./change-state.ts";
import { buryDamaged } from "./damaged-entry.ts";
import { DUE, POSTPONED } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { findEntry, type SharedOfCall } from "./read-entries.ts";
import type { KnownSink } from "./sink-book.ts";

/** Writes down what is about to be sent, in its shipment alone, and reads it. */
export function intendShipments(
  tx: OutboxTransaction,
  sink: KnownSink,
  intended: readonly IntendedShipment[],
): readonly Shipment[] {
  const { sinkId } = sink;
  const sharedOfCall: SharedOfCall = new Map();
  const shipments: Shipment[] = [];
  for (const { entryIds, note } of intended) {
    const entries = takeEntries(tx, sinkId, entryIds, sharedOfCall);
    const [first] = entries;
    if (first === undefined) continue;
    const shipmentId = first.entryId;
    const attempts = entries.reduce((most, entry) => Math.max(most, entry.attempts), 0);
    const count = entries.reduce((sum, entry) => sum + entry.count, 0);
    const ids = entries.map(({ entryId }) => entryId);
    tx.statements.insertShipment.run(sinkId, shipmentId, ids.join(","), count, note, attempts);
    tx.live.add(sinkId, shipmentId, { entryIds: ids, count });
    shipments.push({ shipmentId, sink: sink.name, entries, note, attempts });
  }
  return shipments;
}

/** Those entries that are pending; one that is given twice goes with the first shipment. */
function takeEntries(
  tx: OutboxTransaction,
  sinkId: number,
  entryIds: readonly number[],
  sharedOfCall: SharedOfCall,
): readonly OutboxEntry[] {
  const entries: OutboxEntry[] = [];
  for (const entryId of new Set(entryIds)) {
    const attempts = tx.live.has(sinkId, entryId) ? undefined : makeDue(tx, sinkId, entryId);
    if (attempts === undefined) continue;
    const entry = findEntry(tx, entryId, attempts + 1, sharedOfCall);
    if (entry === undefined) {
      buryDamaged(tx, sinkId, entryId, DUE);
      continue;
    }
    const [first = entry] = entries;
    if (first.stream !== entry.stream) {
      const rule = "it is of another stream than those before it; give it a shipment of its own";
      throw new InvalidValueError("entryIds", entryId, rule);
    }
    entries.push(entry);
  }
  return entries;
}

/** Makes an entry due that is pending. Returns its attempts; `undefined` if it is not pending. */
function makeDue(tx: OutboxTransaction, sinkId: number, entryId: number): number | undefined {
  const { memory, statements } = tx;
  const facts = memory.recent.get(entryId) ?? statements.readFacts.get(entryId);
  if (facts === undefined) return undefined;
  const { atMs } = facts;
  const attempts = statements.attemptsOf.get(sinkId, DUE, atMs, entryId);
  if (attempts !== undefined) return attempts;
  changeState(tx, { sinkId, entryId, from: POSTPONED, to: DUE });
  return statements.attemptsOf.get(sinkId, DUE, atMs, entryId);
}
