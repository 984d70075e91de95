import { checkPartsAddUp, keptReason } from "../check-shipments.ts";
import type { Settlement, ShipmentPart } from "../shipment.ts";
import { type OpenShipment, sumOf } from "./open-shipment.ts";
import type { OutboxBook } from "./outbox-book.ts";
import type { SinkLedger } from "./sink-ledger.ts";

/**
 * Writes down what became of shipments; those that are not intended any more are passed over.
 *
 * @throws {InvalidValueError} if the parts of one do not add up; then none is settled
 */
export function settleShipments(
  book: OutboxBook,
  ledger: SinkLedger,
  settlements: readonly Settlement[],
  nowAtMs: number,
): void {
  for (const settlement of settlements) {
    const shipment = ledger.shipments.get(settlement.shipmentId);
    if (shipment === undefined || settlement.kind !== "replaced") continue;
    checkPartsAddUp(sumOf(shipment), settlement.parts);
  }
  for (const settlement of settlements) {
    const shipment = ledger.shipments.get(settlement.shipmentId);
    if (shipment !== undefined) settleShipment(book, ledger, shipment, settlement, nowAtMs);
  }
}

function settleShipment(
  book: OutboxBook,
  ledger: SinkLedger,
  shipment: OpenShipment,
  settlement: Settlement,
  nowAtMs: number,
): void {
  if (shipment.lookAtMs !== undefined) ledger.unknown.delete(shipment.lookAtMs, shipment);
  if (settlement.kind === "unknown") {
    lookLater(ledger, shipment, settlement);
    return;
  }
  ledger.shipments.delete(shipment.shipmentId);
  if (settlement.kind === "replaced") {
    for (const part of settlement.parts) addPart(book, ledger, part, shipment.attempts, nowAtMs);
  }
  for (const claim of shipment.claims) {
    claim.shipment = undefined;
    switch (settlement.kind) {
      case "delivered":
        book.deliver(ledger, claim, nowAtMs);
        break;
      case "dropped":
        book.drop(ledger, claim);
        break;
      case "replaced":
        book.release(ledger, claim);
        break;
      case "dead":
        claim.reason = keptReason(settlement.reason);
        book.move(ledger, claim, "dead", nowAtMs);
        break;
      case "postponed":
        claim.reason = keptReason(settlement.reason);
        ledger.leave(claim);
        claim.state = "pending";
        claim.retryAtMs = settlement.retryAtMs;
        ledger.enter(claim, nowAtMs);
        break;
      default:
        settlement satisfies never;
    }
  }
}

function lookLater(
  ledger: SinkLedger,
  shipment: OpenShipment,
  { retryAtMs, reason, note }: Settlement & { readonly kind: "unknown" },
): void {
  shipment.lookAtMs = retryAtMs;
  shipment.note = note ?? shipment.note;
  ledger.unknown.add(retryAtMs, shipment);
  for (const claim of shipment.claims) {
    claim.reason = keptReason(reason);
    claim.retryAtMs = retryAtMs;
  }
}

function addPart(
  book: OutboxBook,
  ledger: SinkLedger,
  part: ShipmentPart,
  attempts: number,
  nowAtMs: number,
): void {
  if (part.state === "dropped") {
    ledger.droppedCount += part.count;
    return;
  }
  if (part.state === "delivered") {
    ledger.deliveredCount += part.entry.count;
    const followers = book.followersOf(ledger);
    if (followers.length === 0) return;
    const kept = book.vault.add(part.entry);
    for (const follower of followers) book.acceptFor(follower, kept, nowAtMs);
    return;
  }
  const reason = part.reason === undefined ? undefined : keptReason(part.reason);
  const retryAtMs = part.state === "pending" ? part.retryAtMs : nowAtMs;
  const start = { state: part.state, attempts, retryAtMs, reason };
  book.claim(ledger, book.vault.add(part.entry), nowAtMs, start);
}
