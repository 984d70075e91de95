import { InvalidValueError } from "@ven/core";
import type { OutboxEntry } from "../outbox-entry.ts";
import type { IntendedShipment, Shipment } from "../shipment.ts";
import { changeState } from "./change-state.ts";
import { buryDamaged } from "./damaged-entry.ts";
import { DUE, POSTPONED } from "./delivery-state.ts";
import type { AttemptsRow, ShipmentValues } from "./delivery-statements.ts";
import { factsOf } from "./entry-facts.ts";
import { filled, parseRows } from "./ids-at-once.ts";
import { idsByInstant } from "./ids-by-instant.ts";
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
  const attemptsOfDue = readAttempts(tx, sinkId, intended);
  const shipments: Shipment[] = [];
  const rows: ShipmentValues[] = [];
  for (const { entryIds, note } of intended) {
    const entries = takeEntries(tx, sinkId, entryIds, attemptsOfDue, sharedOfCall);
    const [first] = entries;
    if (first === undefined) continue;
    const shipmentId = first.entryId;
    const attempts = entries.reduce((most, entry) => Math.max(most, entry.attempts), 0);
    const count = entries.reduce((sum, entry) => sum + entry.count, 0);
    const ids = entries.map(({ entryId }) => entryId);
    rows.push([sinkId, shipmentId, ids.join(","), count, note, attempts]);
    tx.live.add(sinkId, shipmentId, { entryIds: ids, count });
    shipments.push({ shipmentId, sink: sink.name, entries, note, attempts });
  }
  tx.statements.newShipments.insert(rows);
  return shipments;
}

/** Those entries that are pending; one that is given twice goes with the first shipment. */
function takeEntries(
  tx: OutboxTransaction,
  sinkId: number,
  entryIds: readonly number[],
  attemptsOfDue: ReadonlyMap<number, number>,
  sharedOfCall: SharedOfCall,
): readonly OutboxEntry[] {
  const entries: OutboxEntry[] = [];
  for (const entryId of new Set(entryIds)) {
    if (tx.live.has(sinkId, entryId)) continue;
    const attempts = attemptsOfDue.get(entryId) ?? makeDue(tx, sinkId, entryId);
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

/** The attempts of those entries that are due. */
function readAttempts(
  { memory, statements }: OutboxTransaction,
  sinkId: number,
  intended: readonly IntendedShipment[],
): ReadonlyMap<number, number> {
  const entries: { readonly entryId: number; readonly atMs: number }[] = [];
  for (const { entryIds } of intended) {
    for (const entryId of entryIds) {
      const known = memory.recent.get(entryId) ?? statements.readFacts.get(entryId);
      if (known !== undefined) entries.push(known);
    }
  }
  const attempts = new Map<number, number>();
  for (const { atMs, entryIds } of idsByInstant(entries)) {
    const rows = statements.dueAttempts.get(sinkId, atMs, ...filled(entryIds));
    for (const [entryId, count] of parseRows<AttemptsRow>(rows)) attempts.set(entryId, count);
  }
  return attempts;
}

/** Makes an entry due that is postponed. Returns its attempts; `undefined` if it is not. */
function makeDue(tx: OutboxTransaction, sinkId: number, entryId: number): number | undefined {
  if (changeState(tx, { sinkId, entryId, from: POSTPONED, to: DUE }) === 0) return undefined;
  return tx.statements.attemptsOf.get(sinkId, DUE, factsOf(tx, entryId).atMs, entryId);
}
