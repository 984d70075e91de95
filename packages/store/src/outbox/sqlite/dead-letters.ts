import { sql } from "kysely";
import { DEAD, DUE, INTENT, outboxState } from "./delivery-state.ts";
import { intendedIds } from "./list-entries.ts";
import { query, readRows, runQuery } from "./outbox-query.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { releaseEntry } from "./release-entry.ts";
import type { KnownSink } from "./sink-book.ts";

/** Most of them in one transaction. */
export const MOST_DEAD_LETTERS = 500;

/** Makes dead letters pending again. */
export function retryDeadLetters(
  tx: OutboxTransaction,
  { sinkId }: KnownSink,
  entryIds: readonly number[],
): number {
  let readingCount = 0;
  for (const entryId of entryIds) {
    const count = tx.statements.setState.get(DUE, null, null, entryId, sinkId, DEAD);
    if (count === undefined) continue;
    tx.ledger.move(sinkId, "dead", "pending", count);
    readingCount += count;
  }
  return readingCount;
}

/**
 * Deletes dead letters, which count as dropped. Of a sink that is not declared any more, nothing will
 * ever be sent, so that all of its entries go.
 */
export function purgeDeadLetters(
  tx: OutboxTransaction,
  sink: KnownSink,
  entryIds: readonly number[],
): number {
  const { sinkId } = sink;
  let readingCount = 0;
  if (!sink.isDeclared) recallShipments(tx, sinkId);
  for (const entryId of entryIds) {
    const delivery = tx.statements.deliveriesOf
      .all(entryId)
      .find(({ sink_id }) => sink_id === sinkId);
    if (delivery === undefined || (sink.isDeclared && delivery.state !== DEAD)) continue;
    releaseEntry(tx, entryId, sinkId, outboxState(delivery.state), "dropped");
    readingCount += delivery.count;
  }
  return readingCount;
}

/** Ids of the next dead letters; of all entries if the sink is not declared any more. */
export function nextDeadLetters(
  tx: OutboxTransaction,
  { sinkId, isDeclared }: KnownSink,
  afterEntryId: number,
): readonly number[] {
  let select = query
    .selectFrom("deliveries")
    .select("entry_id")
    .where("sink_id", "=", sinkId)
    .where("entry_id", ">", afterEntryId)
    .orderBy("entry_id")
    .limit(MOST_DEAD_LETTERS);
  // As a literal, so that the index of dead letters is used.
  if (isDeclared) select = select.where("state", "=", sql.lit(DEAD));
  return readRows(tx.database, select).map(({ entry_id }) => entry_id);
}

/** Makes pending again what was under way to a sink that nobody sends to any more. */
function recallShipments(tx: OutboxTransaction, sinkId: number): void {
  for (const entryId of intendedIds(tx, sinkId)) {
    const count = tx.statements.setState.get(DUE, null, null, entryId, sinkId, INTENT);
    if (count !== undefined) tx.ledger.move(sinkId, "intent", "pending", count);
  }
  runQuery(tx.database, query.deleteFrom("shipments").where("sink_id", "=", sinkId));
}
