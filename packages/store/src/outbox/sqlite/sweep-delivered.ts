import { DUE } from "./delivery-state.ts";
import { factsOf } from "./entry-facts.ts";
import { groupIds } from "./ids-at-once.ts";
import { noteGone } from "./last-keys.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { takeDeliveries } from "./take-deliveries.ts";

/** Most of what lies there although it is delivered; the bytes are those of entries, about. */
const MOST_SHIPMENTS = 64;
const MOST_ENTRIES = 256;
const MOST_BYTES = 131_072;

/**
 * Deletes all rows of what was delivered. That waits for the next append, which writes most of the same
 * pages anyway: until then, a few numbers in the books say which those are.
 *
 * Only where there is one sink, so that what is delivered to it is wanted by nobody else.
 */
export function sweepDelivered(tx: OutboxTransaction): void {
  const { books, statements, live, memory } = tx;
  const [sink] = tx.sinks.all;
  if (books.done.length === 0 || sink === undefined) return;
  const { sinkId } = sink;
  const facts = live.doneIdsOf(sinkId).map((entryId) => factsOf(tx, entryId));
  takeDeliveries(tx, sinkId, DUE, facts);
  for (const ids of groupIds(books.done)) statements.deleteShipments.run(sinkId, ...ids);
  for (const ids of groupIds(facts.map(({ entryId }) => entryId))) {
    statements.deleteEntries.run(...ids);
  }
  for (const entry of facts) {
    memory.recent.forget(entry.entryId);
    noteGone(tx, entry);
  }
  for (const shipmentId of books.done) live.forget(sinkId, shipmentId);
  tx.ledger.forgetDone();
}

/** Whether so much lies there that it is not to wait any longer. */
export function hasMuchToSweep({ books }: OutboxTransaction): boolean {
  const { done, doneEntries, doneBytes } = books;
  const isMany = done.length > MOST_SHIPMENTS || done.length + doneEntries.length > MOST_ENTRIES;
  return isMany || doneBytes > MOST_BYTES;
}
