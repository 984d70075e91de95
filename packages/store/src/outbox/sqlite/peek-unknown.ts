import type { OutboxEntry } from "../outbox-entry.ts";
import type { Shipment } from "../shipment.ts";
import { buryDamaged } from "./damaged-entry.ts";
import { INTENT } from "./delivery-state.ts";
import { query, readRows, runQuery } from "./outbox-query.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { parseEntryIds } from "./parse-entry-ids.ts";
import { readEntry, type SharedOfCall } from "./read-entries.ts";
import type { KnownSink } from "./sink-book.ts";
import { DamageFound } from "./sqlite-faults.ts";

/** An entry of a shipment that is not what was written. */
export interface DamagedPart {
  readonly shipmentId: number;
  readonly entryId: number;
}

/** Shipments that may be looked for. */
export interface UnknownShipments {
  readonly shipments: readonly Shipment[];
  readonly damaged: readonly DamagedPart[];
}

/** Reads shipments whose fate nobody knows and which may be looked for now. */
export function peekUnknown(
  tx: OutboxTransaction,
  sink: KnownSink,
  limit: number,
): UnknownShipments {
  const rows = readRows(
    tx.database,
    query
      .selectFrom("shipments")
      .select(["shipment_id", "entry_ids", "note", "attempts"])
      .where("sink_id", "=", sink.sinkId)
      .where("retry_at_ms", "<=", tx.nowAtMs)
      .orderBy("retry_at_ms")
      .orderBy("shipment_id")
      .limit(limit),
  );
  const sharedOfCall: SharedOfCall = new Map();
  const damaged: DamagedPart[] = [];
  const shipments = rows.map(({ shipment_id: shipmentId, entry_ids, note, attempts }) => {
    const entries: OutboxEntry[] = [];
    for (const entryId of parseEntryIds(entry_ids)) {
      const entry = readShipped(tx, sink, entryId, sharedOfCall);
      if (entry === undefined) damaged.push({ shipmentId, entryId });
      else entries.push(entry);
    }
    return { shipmentId, sink: sink.name, entries, note, attempts };
  });
  return { shipments, damaged };
}

/** Makes dead letters of damaged parts; what is left of their shipments goes on. */
export function buryDamagedParts(
  tx: OutboxTransaction,
  { sinkId }: KnownSink,
  damaged: readonly DamagedPart[],
): void {
  for (const { shipmentId, entryId } of damaged) {
    const ids = tx.statements.readShipment.get(sinkId, shipmentId)?.entry_ids;
    const left = ids === undefined ? [] : parseEntryIds(ids).filter((id) => id !== entryId);
    buryDamaged(tx, sinkId, entryId, INTENT);
    if (left.length === 0) {
      tx.statements.deleteShipment.run(sinkId, shipmentId);
      continue;
    }
    runQuery(
      tx.database,
      query
        .updateTable("shipments")
        .set({ entry_ids: left.join(",") })
        .where("sink_id", "=", sinkId)
        .where("shipment_id", "=", shipmentId),
    );
  }
}

function readShipped(
  tx: OutboxTransaction,
  { sinkId }: KnownSink,
  entryId: number,
  sharedOfCall: SharedOfCall,
): OutboxEntry | undefined {
  const row = tx.statements.readEntry.get(entryId);
  const attempts = row && tx.statements.attemptsOf.get(sinkId, INTENT, row.at_ms, entryId);
  // A shipment, its entries and what is owed of them are written in one transaction.
  if (row === undefined || attempts === undefined)
    throw new DamageFound(`entry ${entryId} is gone`);
  return readEntry(tx, row, attempts, sharedOfCall);
}
