import type { OutboxCount } from "../outbox-status.ts";
import { parseEntryIds } from "./parse-entry-ids.ts";

/** What the owner has under way. */
export interface LiveShipment {
  readonly entryIds: readonly number[];
  /** Readings in them. */
  readonly count: number;
}

/** The row of a {@link LiveShipment}. */
export interface LiveRow {
  readonly sink_id: number;
  readonly shipment_id: number;
  readonly entry_ids: string;
  readonly count: number;
}

interface LiveOfSink {
  readonly shipments: Map<number, LiveShipment>;
  readonly entryIds: Set<number>;
}

/**
 * Shipments that the owner has intended and not settled yet. Nothing but their row in `shipments` says
 * so: what is owed of their entries lies in `deliveries` as it did before, due.
 */
export class LiveShipments {
  readonly #bySink = new Map<number, LiveOfSink>();

  constructor(rows: readonly LiveRow[]) {
    for (const { sink_id, shipment_id, entry_ids, count } of rows) {
      this.add(sink_id, shipment_id, { entryIds: parseEntryIds(entry_ids), count });
    }
  }

  add(sinkId: number, shipmentId: number, shipment: LiveShipment): void {
    let live = this.#bySink.get(sinkId);
    if (live === undefined) {
      live = { shipments: new Map(), entryIds: new Set() };
      this.#bySink.set(sinkId, live);
    }
    live.shipments.set(shipmentId, shipment);
    for (const entryId of shipment.entryIds) live.entryIds.add(entryId);
  }

  /** It was settled. Returns it; `undefined` if it is not under way. */
  take(sinkId: number, shipmentId: number): LiveShipment | undefined {
    const live = this.#bySink.get(sinkId);
    const shipment = live?.shipments.get(shipmentId);
    if (live === undefined || shipment === undefined) return undefined;
    live.shipments.delete(shipmentId);
    for (const entryId of shipment.entryIds) live.entryIds.delete(entryId);
    return shipment;
  }

  /** Whether an entry is under way to a sink. */
  has(sinkId: number, entryId: number): boolean {
    return this.#bySink.get(sinkId)?.entryIds.has(entryId) === true;
  }

  /** All entries that are under way to a sink. */
  idsTo(sinkId: number): readonly number[] {
    return [...(this.#bySink.get(sinkId)?.entryIds ?? [])];
  }

  /** How many they are. */
  countTo(sinkId: number): OutboxCount {
    const live = this.#bySink.get(sinkId);
    let readingCount = 0;
    for (const { count } of live?.shipments.values() ?? []) readingCount += count;
    return { entryCount: live?.entryIds.size ?? 0, readingCount };
  }

  /** Nothing is under way to a sink any more. */
  forget(sinkId: number): void {
    this.#bySink.delete(sinkId);
  }
}
