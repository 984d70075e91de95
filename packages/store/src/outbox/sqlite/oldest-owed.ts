import type { OutboxTransaction } from "./outbox-transaction.ts";

/** A place in the order of age. */
export interface AgeCursor {
  readonly atMs: number;
  readonly entryId: number;
}

/** Before the oldest entry. */
export const BEFORE_ALL: AgeCursor = { atMs: -1, entryId: 0 };

/** The oldest entry, behind a place, that any sink has still to get. */
export function oldestOwed(
  { statements, sinks }: OutboxTransaction,
  { atMs, entryId }: AgeCursor,
): AgeCursor | undefined {
  let oldest: AgeCursor | undefined;
  for (const { sinkId } of sinks.all) {
    const behind = [sinkId, atMs, entryId];
    const next = statements.oldestOwed.get(...behind, ...behind, ...behind, ...behind);
    if (next !== undefined && (oldest === undefined || isOlder(next, oldest))) oldest = next;
  }
  return oldest;
}

function isOlder(one: AgeCursor, other: AgeCursor): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.entryId < other.entryId);
}
