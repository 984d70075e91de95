import { DUE, INTENT } from "./delivery-state.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { parseEntryIds } from "./parse-entry-ids.ts";

/** A shipment that is intended, and how its entries lie in the file. */
export interface IntendedEntries {
  readonly shipmentId: number;
  readonly entryIds: readonly number[];
  /** How often it was about to be sent, this time included. */
  readonly attempts: number;
  /** `DUE` while the owner has it under way, as no more than its row tells of that; else `INTENT`. */
  readonly state: number;
}

/** A shipment by its id; `undefined` if it is not intended any more. */
export function findShipment(
  { statements, books }: OutboxTransaction,
  sinkId: number,
  shipmentId: number,
): IntendedEntries | undefined {
  const row = statements.readShipment.get(sinkId, shipmentId);
  if (row === undefined || books.done.includes(shipmentId)) return undefined;
  const state = row.retry_at_ms === null ? DUE : INTENT;
  return { shipmentId, entryIds: parseEntryIds(row.entry_ids), attempts: row.attempts, state };
}
