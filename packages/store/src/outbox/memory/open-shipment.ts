import type { Shipment } from "../shipment.ts";
import { type Claim, entryOfClaim } from "./kept-entry.ts";

/** A shipment that is intended. */
export interface OpenShipment {
  readonly shipmentId: number;
  readonly claims: readonly Claim[];
  note: string;
  readonly attempts: number;
  /** When to look for it, epoch ms; `undefined` while it is under way. */
  lookAtMs: number | undefined;
}

/** A shipment as its sender sees it. */
export function shipmentOf(
  { shipmentId, claims, note, attempts }: OpenShipment,
  sink: string,
): Shipment {
  return { shipmentId, sink, entries: claims.map(entryOfClaim), note, attempts };
}

/** What the parts of a shipment must add up to. */
export function sumOf({ shipmentId, claims }: OpenShipment): {
  readonly shipmentId: number;
  readonly stream: string;
  readonly count: number;
} {
  const count = claims.reduce((sum, { kept }) => sum + kept.entry.count, 0);
  return { shipmentId, stream: claims[0]?.kept.entry.stream ?? "", count };
}
