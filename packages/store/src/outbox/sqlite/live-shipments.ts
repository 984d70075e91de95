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

class LiveOfSink {
  readonly shipments = new Map<number, LiveShipment>();
  readonly done = new Map<number, LiveShipment>();
  /** Entries of both. */
  readonly entryIds = new Set<number>();
}

/**
 * Shipments that the owner has intended and not settled yet, or that are delivered and not swept away.
 * Nothing but their row in `shipments` says so, and the books which of them are done: what is owed of
 * their entries lies in `deliveries` as it did before, due.
 */
export class LiveShipments {
  readonly #bySink = new Map<number, LiveOfSink>();

  constructor(rows: readonly LiveRow[], done: readonly number[]) {
    for (const { sink_id, shipment_id, entry_ids, count } of rows) {
      this.add(sink_id, shipment_id, { entryIds: parseEntryIds(entry_ids), count });
      if (done.includes(shipment_id)) this.finish(sink_id, shipment_id);
    }
  }

  add(sinkId: number, shipmentId: number, shipment: LiveShipment): void {
    const live = this.#bySink.get(sinkId) ?? new LiveOfSink();
    this.#bySink.set(sinkId, live);
    live.shipments.set(shipmentId, shipment);
    for (const entryId of shipment.entryIds) live.entryIds.add(entryId);
  }

  get(sinkId: number, shipmentId: number): LiveShipment | undefined {
    return this.#bySink.get(sinkId)?.shipments.get(shipmentId);
  }

  /** A shipment is delivered, and its rows lie there until they are swept away. */
  finish(sinkId: number, shipmentId: number): void {
    const live = this.#bySink.get(sinkId);
    const shipment = live?.shipments.get(shipmentId);
    if (live === undefined || shipment === undefined) return;
    live.shipments.delete(shipmentId);
    live.done.set(shipmentId, shipment);
  }

  /** The rows of a shipment say themselves what became of it. */
  forget(sinkId: number, shipmentId: number): void {
    const live = this.#bySink.get(sinkId);
    const shipment = live?.shipments.get(shipmentId) ?? live?.done.get(shipmentId);
    if (live === undefined || shipment === undefined) return;
    live.shipments.delete(shipmentId);
    live.done.delete(shipmentId);
    for (const entryId of shipment.entryIds) live.entryIds.delete(entryId);
  }

  forgetSink(sinkId: number): void {
    this.#bySink.delete(sinkId);
  }

  /** Whether an entry is under way to a sink, or its sink has it. */
  has(sinkId: number, entryId: number): boolean {
    return this.#bySink.get(sinkId)?.entryIds.has(entryId) === true;
  }

  /** All those entries. */
  idsOf(sinkId: number): ReadonlySet<number> {
    return this.#bySink.get(sinkId)?.entryIds ?? new Set();
  }

  /** Entries of shipments that are done. */
  doneIdsOf(sinkId: number): readonly number[] {
    const ids: number[] = [];
    for (const { entryIds } of this.#bySink.get(sinkId)?.done.values() ?? []) ids.push(...entryIds);
    return ids;
  }

  /** How many are under way to a sink. */
  countTo(sinkId: number): OutboxCount {
    let [entryCount, readingCount] = [0, 0];
    for (const { entryIds, count } of this.#bySink.get(sinkId)?.shipments.values() ?? []) {
      entryCount += entryIds.length;
      readingCount += count;
    }
    return { entryCount, readingCount };
  }
}
