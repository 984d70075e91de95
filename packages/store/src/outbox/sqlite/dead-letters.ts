import { changeState } from "./change-state.ts";
import { DEAD, DUE, INTENT, outboxState } from "./delivery-state.ts";
import { factsOf } from "./entry-facts.ts";
import { intendedIds } from "./list-entries.ts";
import { query, runQuery } from "./outbox-query.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { deleteIfSettled } from "./release-entry.ts";
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
    readingCount += changeState(tx, { sinkId, entryId, from: DEAD, to: DUE });
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
  const { statements } = tx;
  let readingCount = 0;
  if (!sink.isDeclared) recallShipments(tx, sinkId);
  for (const entryId of entryIds) {
    const delivery = statements.deliveriesOf
      .all(entryId, entryId)
      .find(({ sink_id }) => sink_id === sinkId);
    if (delivery === undefined || (sink.isDeclared && delivery.state !== DEAD)) continue;
    const { state, count } = delivery;
    statements.deleteDelivery.run(sinkId, state, factsOf(tx, entryId).atMs, entryId);
    tx.ledger.move(sinkId, outboxState(state), "dropped", count);
    deleteIfSettled(tx, entryId);
    readingCount += count;
  }
  return readingCount;
}

/** Ids of the next dead letters; of all entries if the sink is not declared any more. */
export function nextDeadLetters(
  tx: OutboxTransaction,
  { sinkId, isDeclared }: KnownSink,
  afterEntryId: number,
): readonly number[] {
  const next = isDeclared ? tx.statements.deadAfter : tx.statements.owedAfter;
  return next.all(sinkId, afterEntryId, MOST_DEAD_LETTERS);
}

/** Makes pending again what was under way to a sink that nobody sends to any more. */
function recallShipments(tx: OutboxTransaction, sinkId: number): void {
  for (const entryId of intendedIds(tx, sinkId)) {
    changeState(tx, { sinkId, entryId, from: INTENT, to: DUE });
  }
  tx.live.forgetSink(sinkId);
  runQuery(tx.database, query.deleteFrom("shipments").where("sink_id", "=", sinkId));
}
