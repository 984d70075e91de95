import { DEAD } from "./delivery-state.ts";
import type { Waiting } from "./ledger.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** Why an entry is a dead letter that nobody sent. */
export const DAMAGED_REASON = "damaged on the disk: its checksum does not fit";

/** Makes a dead letter of an entry that is not what was written. */
export function buryDamaged(
  tx: OutboxTransaction,
  sinkId: number,
  entryId: number,
  from: { readonly state: number; readonly place: Waiting },
): void {
  const count = tx.statements.setState.get(DEAD, null, DAMAGED_REASON, entryId, sinkId, from.state);
  if (count !== undefined) tx.ledger.move(sinkId, from.place, "dead", count);
}
