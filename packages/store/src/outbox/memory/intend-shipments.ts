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
  for (const [index, claims] of pending.entries()) checkOneStream(`shipments[${index}]`, claims);
  const intended: Shipment[] = [];
  for (const [index, { note }] of shipments.entries()) {
    const claims = (pending[index] ?? []).filter((claim) => {
      // An entry that was given twice is intended by now.
      if (claim.state !== "pending") return false;
      claim.attempts += 1;
      book.move(ledger, claim, "intent", nowAtMs);
      return true;
    });
    const shipment = openShipment(ledger, claims, note);
    if (shipment !== undefined) intended.push(shipmentOf(shipment, ledger.name));
  }
  return intended;
}

function pendingClaims(
  { vault }: OutboxBook,
  { index }: SinkLedger,
  entryIds: readonly number[],
): readonly Claim[] {
  return entryIds.flatMap((entryId) => {
    const claim = vault.get(entryId)?.claims[index];
    return claim?.state === "pending" ? claim : [];
  });
}

function checkOneStream(subject: string, claims: readonly Claim[]): void {
  const stream = claims[0]?.kept.entry.stream;
  const foreign = claims.find(({ kept }) => kept.entry.stream !== stream)?.kept.entry;
  if (foreign === undefined) return;
  const rule = `its first entry is of ${stream}; make a shipment for each stream`;
  throw new InvalidValueError(`${subject}: stream`, foreign.stream, rule);
}

function openShipment(
  ledger: SinkLedger,
  claims: readonly Claim[],
  note: string,
): OpenShipment | undefined {
  const [first] = claims;
  if (first === undefined) return undefined;
  const { entryId: shipmentId } = first.kept;
  const attempts = claims.reduce((most, claim) => Math.max(most, claim.attempts), 0);
  const shipment = { shipmentId, claims, note, attempts, lookAtMs: undefined };
  for (const claim of claims) claim.shipment = shipment;
  ledger.shipments.set(shipmentId, shipment);
  return shipment;
}
