import { filled } from "./ids-at-once.ts";
import { idsByInstant } from "./ids-by-instant.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { DamageFound } from "./sqlite-faults.ts";

/**
 * Nothing is owed to a sink any more of entries that were in a state.
 *
 * @throws {DamageFound} if it was not: a shipment and what is owed of it are written in one transaction
 */
export function takeDeliveries(
  { statements }: OutboxTransaction,
  sinkId: number,
  state: number,
  entries: readonly { readonly entryId: number; readonly atMs: number }[],
): void {
  let taken = 0;
  for (const { atMs, entryIds } of idsByInstant(entries)) {
    const [entryId = 0] = entryIds;
    const { changes } =
      entryIds.length === 1
        ? statements.deleteDelivery.run(sinkId, state, atMs, entryId)
        : statements.deleteDeliveries.run(sinkId, state, atMs, ...filled(entryIds));
    taken += changes;
  }
  if (taken !== entries.length) throw new DamageFound("a shipment has an entry that is not owed");
}
