import { InvalidValueError } from "@ven/core";
import type { IntendedShipment, Shipment } from "../shipment.ts";
import type { Claim } from "./kept-entry.ts";
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
  const pending = shipments.map(({ entryIds }) => pendingClaims(book, ledger, entryIds));
  pending.forEach((claims, index) => {
    checkOneStream(index, claims);
  });
  const intended: Shipment[] = [];
  for (let index = 0; index < shipments.length; index += 1) {
    const claims: Claim[] = [];
    for (const claim of pending[index] ?? []) {
      // An entry that was given twice is intended by now.
      if (claim.state !== "pending") continue;
      claim.attempts += 1;
      book.move(ledger, claim, "intent", nowAtMs);
      claims.push(claim);
    }
    const shipment = openShipment(ledger, claims, shipments[index]?.note ?? "");
    if (shipment !== undefined) intended.push(shipmentOf(shipment, ledger.name));
  }
  return intended;
}

function pendingClaims(
  { vault }: OutboxBook,
  { index }: SinkLedger,
  entryIds: readonly number[],
): readonly Claim[] {
  const claims: Claim[] = [];
  for (const entryId of entryIds) {
    const claim = vault.get(entryId)?.claims[index];
    if (claim?.state === "pending") claims.push(claim);
  }
  return claims;
}

function checkOneStream(index: number, claims: readonly Claim[]): void {
  const stream = claims[0]?.kept.stream;
  for (const { kept } of claims) {
    if (kept.stream === stream) continue;
    const rule = `its first entry is of ${claims[0]?.kept.entry.stream}; make a shipment for each`;
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
