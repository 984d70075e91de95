import type { PeekRequest } from "../outbox.ts";
import type { OutboxEntry } from "../outbox-entry.ts";
import type { Shipment } from "../shipment.ts";
import { type Claim, entryOfClaim } from "./kept-entry.ts";
import { shipmentOf } from "./open-shipment.ts";
import type { OutboxBook } from "./outbox-book.ts";
import type { SinkLedger } from "./sink-ledger.ts";

/** Reads pending entries whose time has come. */
export function peekPending(
  { vault }: OutboxBook,
  ledger: SinkLedger,
  { order, limit, stream }: PeekRequest,
  nowAtMs: number,
): readonly OutboxEntry[] {
  ledger.wakeUp(nowAtMs);
  const claims =
    stream === undefined
      ? inOrder(ledger, order)
      : readyOfStream(vault.stream(stream)?.pending[ledger.index] ?? [], order);
  const entries: OutboxEntry[] = [];
  for (const claim of claims) {
    entries.push(entryOfClaim(claim));
    if (entries.length === limit) break;
  }
  return entries;
}

/** Reads shipments whose fate is unknown and that are to be looked for. */
export function peekUnknown(
  ledger: SinkLedger,
  limit: number,
  nowAtMs: number,
): readonly Shipment[] {
  const shipments: Shipment[] = [];
  for (const shipment of ledger.unknown.forwards()) {
    if ((shipment.lookAtMs ?? 0) > nowAtMs || shipments.length === limit) break;
    shipments.push(shipmentOf(shipment, ledger.name));
  }
  return shipments;
}

function inOrder({ ready }: SinkLedger, order: PeekRequest["order"]): Iterable<Claim> {
  return order === "newest" ? ready.backwards() : ready.forwards();
}

function* readyOfStream(
  claims: readonly Claim[],
  order: PeekRequest["order"],
): Generator<Claim, void, void> {
  for (let place = 0; place < claims.length; place += 1) {
    const claim = claims[order === "oldest" ? place : claims.length - 1 - place];
    if (claim?.isReady) yield claim;
  }
}
