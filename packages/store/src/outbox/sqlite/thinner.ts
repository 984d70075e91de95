import { checkThinned, sizeOf } from "../check-thinned.ts";
import type { NewOutboxEntry, OutboxEntry } from "../outbox-entry.ts";
import type { OutboxBounds } from "../outbox-options.ts";
import { DEAD, DUE, POSTPONED } from "./delivery-state.ts";
import { keepPart } from "./keep-entry.ts";
import { mostAttempts } from "./most-attempts.ts";
import { BEFORE_ALL, oldestOwed } from "./oldest-owed.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { readEntry, type SharedOfCall } from "./read-entries.ts";
import { deleteIfSettled } from "./release-entry.ts";

const MOST_ENTRIES = 100;
/** Most entries of a round that are remembered. */
const MOST_THINNED = 1_000_000;

/** Entries of one stream that wait for the same sinks. */
interface Group {
  readonly entries: readonly OutboxEntry[];
  readonly sinkIds: readonly number[];
}

/**
 * Thins out what is oldest, 100 entries of one stream at a time. What came of it is passed over until
 * all the rest was thinned out too, so that no stream loses more than its share.
 */
export class Thinner {
  readonly #downsample: NonNullable<OutboxBounds["downsample"]>;
  /** What came of this round. */
  readonly #thinned = new Set<number>();
  #from = BEFORE_ALL;

  constructor(downsample: NonNullable<OutboxBounds["downsample"]>) {
    this.#downsample = downsample;
  }

  /**
   * Thins out once.
   *
   * @returns whether anything became less
   * @throws {InvalidValueError} if `downsample` returns what it must not
   */
  thin(tx: OutboxTransaction): boolean {
    const group = this.#nextGroup(tx) ?? this.#firstOfNextRound(tx);
    if (group === undefined || group.entries.length === 0) return false;
    const thinned = this.#downsample(group.entries);
    checkThinned(group.entries, thinned);
    const [before, after] = [sizeOf(group.entries), sizeOf(thinned)];
    if (after.count === before.count && after.bytes >= before.bytes) return false;
    this.#replace(tx, group, thinned);
    tx.ledger.lost.droppedCount += before.count - after.count;
    return true;
  }

  #firstOfNextRound(tx: OutboxTransaction): Group | undefined {
    this.#thinned.clear();
    this.#from = BEFORE_ALL;
    return this.#nextGroup(tx);
  }

  /** The oldest entry that had no turn yet, and those of its stream that wait for the same sinks. */
  #nextGroup(tx: OutboxTransaction): Group | undefined {
    for (;;) {
      const oldest = oldestOwed(tx, this.#from);
      if (oldest === undefined) return undefined;
      this.#from = oldest;
      if (this.#thinned.has(oldest.entryId)) continue;
      const sinkIds = pendingSinks(tx, oldest.entryId);
      if (sinkIds !== undefined) return groupOf(tx, oldest.entryId, sinkIds);
    }
  }

  #replace(
    tx: OutboxTransaction,
    { entries, sinkIds }: Group,
    thinned: readonly NewOutboxEntry[],
  ): void {
    const { statements, ledger } = tx;
    if (this.#thinned.size > MOST_THINNED) this.#thinned.clear();
    const deliveries = entries.flatMap(({ entryId }) =>
      statements.deliveriesOf.all(entryId, entryId),
    );
    for (const entry of thinned) {
      const entryId = keepPart(tx, entry);
      this.#thinned.add(entryId);
      for (const sinkId of sinkIds) {
        const { atMs, count } = entry;
        const before = deliveries.filter(({ sink_id }) => sink_id === sinkId);
        statements.insertDelivery.run(
          sinkId,
          before.some(({ state }) => state === POSTPONED) ? POSTPONED : DUE,
          atMs,
          entryId,
          count,
          Math.max(...before.map(({ attempts }) => attempts)),
          Math.max(...before.map(({ retry_at_ms }) => retry_at_ms ?? 0)),
          before.find(({ reason }) => reason !== null)?.reason ?? null,
        );
      }
    }
    const [before, after] = [sizeOf(entries).count, sizeOf(thinned).count];
    for (const sinkId of sinkIds) {
      ledger.take(sinkId, "pending", before, entries.length);
      ledger.put(sinkId, "pending", after, thinned.length);
      ledger.put(sinkId, "dropped", before - after, 0);
    }
    for (const { entryId, atMs } of entries) {
      for (const { sink_id, state } of statements.deliveriesOf.all(entryId, entryId)) {
        statements.deleteDelivery.run(sink_id, state, atMs, entryId);
      }
      deleteIfSettled(tx, entryId);
    }
  }
}

/** The sinks that an entry waits for; `undefined` if it is more than pending for one of them. */
function pendingSinks(tx: OutboxTransaction, entryId: number): readonly number[] | undefined {
  const deliveries = tx.statements.deliveriesOf.all(entryId, entryId);
  const isPending = deliveries.every(
    (delivery) => delivery.state !== DEAD && !tx.isUnderWay(entryId, delivery),
  );
  return isPending ? deliveries.map(({ sink_id }) => sink_id) : undefined;
}

function groupOf(tx: OutboxTransaction, oldestId: number, sinkIds: readonly number[]): Group {
  const { statements } = tx;
  const entries: OutboxEntry[] = [];
  const sinkId = sinkIds[0] ?? 0;
  const sameSinks = sinkIds.join(",");
  const sharedOfCall: SharedOfCall = new Map();
  // What is under way lies there as if it were pending.
  const mostCount = MOST_ENTRIES + tx.live.idsOf(sinkId).size;
  for (const entryId of statements.pendingOfStream.all(sinkId, oldestId, mostCount)) {
    if (entries.length === MOST_ENTRIES) break;
    if (tx.live.has(sinkId, entryId)) continue;
    const others = pendingSinks(tx, entryId);
    const row = others?.join(",") === sameSinks ? statements.readEntry.get(entryId) : undefined;
    if (row === undefined) continue;
    const entry = readEntry(tx, row, mostAttempts(tx, entryId), sharedOfCall);
    if (entry !== undefined) entries.push(entry);
  }
  return { entries, sinkIds };
}
