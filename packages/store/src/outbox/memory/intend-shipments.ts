import { InvalidValueError } from "@ven/core";
import type { IntendedShipment, Shipment } from "../shipment.ts";
import type { Claim, KeptEntry } from "./kept-entry.ts";
import { type OpenShipment, shipmentOf } from "./open-shipment.ts";
import type { OutboxBook } from "./outbox-book.ts";
import type { SinkLedger } from "./sink-ledger.ts";

/**
 * Writes down that shipments are about to be sent.
 *
 * @throws {InvalidValueError} if one of them has entries of two streams; then none is written down
 */
export function intendShipments(
  book: OutboxBook,
  ledger: SinkLedger,
  shipments: readonly IntendedShipment[],
  nowAtMs: number,
): readonly Shipment[] {
  shipments.forEach(({ entryIds }, index) => {
    checkOneStream(book, ledger, entryIds, index);
  });
  const intended: Shipment[] = [];
  for (const { entryIds, note } of shipments) {
    const taken = entryIds.map((entryId) => takeIntent(book, ledger, entryId, nowAtMs));
    const shipment = openShipment(ledger, taken.filter(isTaken), note);
    if (shipment !== undefined) intended.push(shipmentOf(shipment, ledger.name));
  }
  return intended;
}

/** Intends one entry; `undefined` if it is not pending, or not any more as it was given twice. */
function takeIntent(
  book: OutboxBook,
  ledger: SinkLedger,
  entryId: number,
  nowAtMs: number,
): Claim | undefined {
  const claim = book.vault.get(entryId)?.claims[ledger.index];
  if (claim?.state !== "pending") return undefined;
  claim.attempts += 1;
  book.move(ledger, claim, "intent", nowAtMs);
  return claim;
}

function isTaken(claim: Claim | undefined): claim is Claim {
  return claim !== undefined;
}

function checkOneStream(
  { vault }: OutboxBook,
  ledger: SinkLedger,
  entryIds: readonly number[],
  index: number,
): void {
  let first: KeptEntry | undefined;
  for (const entryId of entryIds) {
    const kept = vault.get(entryId);
    if (kept?.claims[ledger.index]?.state !== "pending") continue;
    first ??= kept;
    if (kept.stream === first.stream) continue;
    const rule = `its first entry is of ${first.entry.stream}; make a shipment for each stream`;
    throw new InvalidValueError(`shipments[${index}]: stream`, kept.entry.stream, rule);
  }
}

function openShipment(
  ledger: SinkLedger,
  claims: readonly Claim[],
  note: string,
): OpenShipment | undefined {
  const [first] = claims;
  if (first === undefined) return undefined;
  const { entryId: shipmentId } = first.kept;
  let attempts = 0;
  for (const claim of claims) attempts = Math.max(attempts, claim.attempts);
  const shipment = { shipmentId, claims, note, attempts, lookAtMs: undefined };
  for (const claim of claims) claim.shipment = shipment;
  ledger.shipments.set(shipmentId, shipment);
  return shipment;
}
