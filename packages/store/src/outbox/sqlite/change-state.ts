import { keptReason } from "../check-shipments.ts";
import { outboxState } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** How what a sink has still to get of an entry comes to be in another state. */
export interface StateChange {
  readonly sinkId: number;
  readonly entryId: number;
  readonly from: number;
  readonly to: number;
  /** When it may be sent, or is to be looked for, epoch ms. @defaultValue none */
  readonly retryAtMs?: number;
  /** @defaultValue the one that it had */
  readonly reason?: string;
  /** Whether it was about to be sent once more than is written down. @defaultValue false */
  readonly isAttempt?: boolean;
}

/** Changes a state, and the counters. Returns how many readings; none if it was in another state. */
export function changeState(
  { statements, ledger }: OutboxTransaction,
  { sinkId, entryId, from, to, retryAtMs, reason, isAttempt = false }: StateChange,
): number {
  const count = statements.setState.get(
    to,
    retryAtMs ?? null,
    reason === undefined ? null : keptReason(reason),
    isAttempt ? 1 : 0,
    sinkId,
    from,
    entryId,
    entryId,
  );
  if (count === undefined) return 0;
  ledger.move(sinkId, outboxState(from), outboxState(to), count);
  return count;
}
