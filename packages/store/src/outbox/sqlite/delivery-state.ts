import type { OutboxState } from "../outbox.ts";

/** Pending, and may be sent now. */
export const DUE = 0;
/** Pending, and waits for its `retry_at_ms`; becomes due when somebody peeks after that. */
export const POSTPONED = 1;
/** Is or may be under way. */
export const INTENT = 2;
/** A dead letter. */
export const DEAD = 3;

/** What the numbers in `deliveries.state` mean to a caller. */
export function outboxState(state: number): OutboxState {
  if (state === INTENT) return "intent";
  return state === DEAD ? "dead" : "pending";
}
