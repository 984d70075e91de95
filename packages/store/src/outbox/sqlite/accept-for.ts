import { DUE } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** What is owed to a sink. */
export interface OwedEntry {
  readonly entryId: number;
  readonly streamId: number;
  readonly atMs: number;
  readonly count: number;
}

/** A sink is to get an entry, from now on. */
export function acceptFor(
  { statements, ledger, nowAtMs }: OutboxTransaction,
  sinkId: number,
  { entryId, streamId, atMs, count }: OwedEntry,
): void {
  statements.insertDelivery.run(entryId, sinkId, DUE, streamId, atMs, count, nowAtMs, null, 0);
  ledger.accept(sinkId, count);
}
