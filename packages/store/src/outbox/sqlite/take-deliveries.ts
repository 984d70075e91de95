import type { EntryFacts } from "./entry-statements.ts";
import { groupIds } from "./ids-at-once.ts";
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
  facts: readonly EntryFacts[],
): void {
  let taken = 0;
  for (const [atMs, [entryId = 0, ...others]] of idsByInstant(facts)) {
    if (others.length === 0) {
      taken += statements.deleteDelivery.run(sinkId, state, atMs, entryId).changes;
      continue;
    }
    for (const ids of groupIds([entryId, ...others])) {
      taken += statements.deleteDeliveries.run(sinkId, state, atMs, ...ids).changes;
    }
  }
  if (taken !== facts.length) throw new DamageFound("a shipment has an entry that is not owed");
}

function idsByInstant(facts: readonly EntryFacts[]): Map<number, number[]> {
  const ids = new Map<number, number[]>();
  for (const { atMs, entryId } of facts) {
    const known = ids.get(atMs);
    if (known === undefined) ids.set(atMs, [entryId]);
    else known.push(entryId);
  }
  return ids;
}
