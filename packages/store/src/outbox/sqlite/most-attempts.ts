import type { OutboxTransaction } from "./outbox-transaction.ts";

/** How often an entry was about to be sent to the sink to which that was most often. */
export function mostAttempts({ statements, live }: OutboxTransaction, entryId: number): number {
  return statements.deliveriesOf
    .all(entryId, entryId)
    .map(({ sink_id, attempts }) => attempts + (live.has(sink_id, entryId) ? 1 : 0))
    .reduce((most, attempts) => Math.max(most, attempts), 0);
}
