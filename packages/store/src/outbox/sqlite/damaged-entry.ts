import { changeState } from "./change-state.ts";
import { DEAD } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** Why an entry is a dead letter that nobody sent. */
const DAMAGED_REASON = "damaged on the disk: its checksum does not fit";

/** Makes a dead letter of an entry that is not what was written. */
export function buryDamaged(
  tx: OutboxTransaction,
  sinkId: number,
  entryId: number,
  from: number,
): void {
  changeState(tx, { sinkId, entryId, from, to: DEAD, reason: DAMAGED_REASON });
}
