import { type Books, countsOf, type SinkCounts } from "./books.ts";

/** Where readings wait. */
export type Waiting = "pending" | "intent" | "dead";
/** Where readings may come to be. */
export type Place = Waiting | "delivered" | "dropped" | "expired";

/**
 * What one transaction changes in the counters. Readings only ever move from one place to another, so
 * that what was accepted is always the sum of all places.
 */
export class Ledger {
  readonly #books: () => Books;
  /** Entries that came, less those that went. */
  entries = 0;
  /** Readings that were pushed out, or came too late, whatever the sinks. */
  readonly lost = { droppedCount: 0, expiredCount: 0, refusedCount: 0 };
  readonly sharedUses: Map<number, number> = new Map();
  /** Whether anything is counted that is still to be written. */
  isChanged = false;

  /** @param books - what was counted before, which this adds to */
  constructor(books: () => Books) {
    this.#books = books;
  }

  /** An id that no entry ever had. */
  nextEntryId(): number {
    const books = this.#changed();
    books.lastEntryId += 1;
    return books.lastEntryId;
  }

  /** Entries come, or go if they are less than none. */
  keep(entries: number, readings: number): void {
    const books = this.#changed();
    books.entries += entries;
    books.readings += readings;
    this.entries += entries;
  }

  /** A shipment is delivered, whose rows are still to be swept away. */
  noteDone(shipmentId: number, entryIds: readonly number[], bytes: number): void {
    const books = this.#changed();
    books.done.push(shipmentId);
    for (const entryId of entryIds) {
      if (entryId !== shipmentId) books.doneEntries.push(entryId);
    }
    books.doneBytes += bytes;
  }

  /** There is nothing to sweep away any more. */
  forgetDone(): void {
    const books = this.#changed();
    books.done = [];
    books.doneEntries = [];
    books.doneBytes = 0;
  }

  /** Readings were not taken, as there was no room. */
  refuse(count: number): void {
    this.#changed().refused += count;
    this.lost.refusedCount += count;
  }

  /** Readings were given twice. */
  passOver(count: number): void {
    this.#changed().duplicates += count;
  }

  /** A sink is to get entries. */
  accept(sinkId: number, count: number, entries = 1): void {
    const counts = this.#countsOf(sinkId);
    counts.accepted += count;
    counts.pending += count;
    counts.pendingEntries += entries;
  }

  /**
   * Readings of a sink change their place.
   *
   * @param entries - how many entries they are
   */
  move(sinkId: number, from: Waiting, to: Place, count: number, entries = 1): void {
    this.take(sinkId, from, count, entries);
    this.put(sinkId, to, count, entries);
  }

  /** Half a move, where many entries become others. */
  take(sinkId: number, from: Waiting, count: number, entries: number): void {
    const counts = this.#countsOf(sinkId);
    counts[from] -= count;
    counts[`${from}Entries`] -= entries;
  }

  /** The other half. */
  put(sinkId: number, to: Place, count: number, entries: number): void {
    const counts = this.#countsOf(sinkId);
    counts[to] += count;
    if (to === "pending" || to === "intent" || to === "dead") counts[`${to}Entries`] += entries;
  }

  useShared(sharedId: number, change: 1 | -1): void {
    this.sharedUses.set(sharedId, (this.sharedUses.get(sharedId) ?? 0) + change);
  }

  #countsOf(sinkId: number): SinkCounts {
    return countsOf(this.#changed(), sinkId);
  }

  #changed(): Books {
    this.isChanged = true;
    return this.#books();
  }
}
