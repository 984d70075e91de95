import type { EntryFacts } from "./entry-statements.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { DamageFound } from "./sqlite-faults.ts";

/**
 * What must be known of an entry that is owed to somebody: as it is remembered, or from the file.
 *
 * @throws {DamageFound} if it is gone: it and what is owed of it are written in one transaction
 */
export function factsOf({ memory, statements }: OutboxTransaction, entryId: number): EntryFacts {
  const known = memory.recent.get(entryId);
  if (known !== undefined) {
    const { key, stream, atMs, count, sharedId, bytes } = known;
    return { entryId, key, stream, atMs, count, sharedId, byteLength: bytes.byteLength };
  }
  const facts = statements.readFacts.get(entryId);
  if (facts !== undefined) return facts;
  throw new DamageFound(`entry ${entryId} is gone`);
}
