import type { OutboxState } from "../outbox.ts";

/** Pending, and may be sent now; also what the owner has under way, as its shipment tells. */
export const DUE = 0;
/** Pending, and waits for its `retry_at_ms`; becomes due when somebody peeks after that. */
export const POSTPONED = 1;
/** Of unknown fate: may be under way, and is to be looked for. */
export const INTENT = 2;
/** A dead letter. */
export const DEAD = 3;

/** What the numbers in `deliveries.state` mean to a caller. */
export function outboxState(state: number): OutboxState {
  if (state === INTENT) return "intent";
  return state === DEAD ? "dead" : "pending";
}
