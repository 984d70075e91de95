import { DUE } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** What is owed to a sink. */
export interface OwedEntry {
  readonly entryId: number;
  readonly atMs: number;
  readonly count: number;
}

/** A sink is to get an entry, from now on. */
export function acceptFor(
  { statements, ledger, nowAtMs }: OutboxTransaction,
  sinkId: number,
  { entryId, atMs, count }: OwedEntry,
): void {
  statements.insertDelivery.run(sinkId, DUE, atMs, entryId, count, 0, nowAtMs, null);
  ledger.accept(sinkId, count);
}
