import type { OutboxStatements } from "./outbox-statements.ts";

/** Where readings wait. */
export type Waiting = "pending" | "intent" | "dead";
/** Where readings may come to be. */
export type Place = Waiting | "delivered" | "dropped" | "expired";

type SinkChanges = Record<Place | "accepted" | `${Waiting}Entries`, number>;

/**
 * What one transaction changes in the counters. Readings only ever move from one place to another, so
 * that what was accepted is always the sum of all places.
 */
export class Ledger {
  lastEntryId = 0;
  entries = 0;
  readings = 0;
  refused = 0;
  duplicates = 0;
  /** Readings that were pushed out, or came too late, whatever the sinks. */
  readonly lost = { droppedCount: 0, expiredCount: 0, refusedCount: 0 };
  readonly sharedUses: Map<number, number> = new Map();
  readonly #sinks = new Map<number, SinkChanges>();

  /** A sink is to get entries. */
  accept(sinkId: number, count: number, entries = 1): void {
    const changes = this.#changesOf(sinkId);
    changes.accepted += count;
    changes.pending += count;
    changes.pendingEntries += entries;
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
    const changes = this.#changesOf(sinkId);
    changes[from] -= count;
    changes[`${from}Entries`] -= entries;
  }

  /** The other half. */
  put(sinkId: number, to: Place, count: number, entries: number): void {
    const changes = this.#changesOf(sinkId);
    changes[to] += count;
    if (to === "pending" || to === "intent" || to === "dead") changes[`${to}Entries`] += entries;
  }

  useShared(sharedId: number, change: 1 | -1): void {
    this.sharedUses.set(sharedId, (this.sharedUses.get(sharedId) ?? 0) + change);
  }

  /** Writes all changes of counters. */
  write(statements: OutboxStatements): void {
    const { lastEntryId, entries, readings, refused, duplicates } = this;
    if (lastEntryId > 0 || entries !== 0 || readings !== 0 || refused > 0 || duplicates > 0) {
      statements.addToTotals.run(lastEntryId, entries, readings, refused, duplicates);
    }
    for (const [sinkId, c] of this.#sinks) {
      statements.addToSink.run(
        c.accepted,
        c.delivered,
        c.dropped,
        c.expired,
        c.pending,
        c.intent,
        c.dead,
        c.pendingEntries,
        c.intentEntries,
        c.deadEntries,
        sinkId,
      );
    }
  }

  #changesOf(sinkId: number): SinkChanges {
    let changes = this.#sinks.get(sinkId);
    if (changes === undefined) {
      changes = {
        accepted: 0,
        pending: 0,
        intent: 0,
        dead: 0,
        delivered: 0,
        dropped: 0,
        expired: 0,
        pendingEntries: 0,
        intentEntries: 0,
        deadEntries: 0,
      };
      this.#sinks.set(sinkId, changes);
    }
    return changes;
  }
}
