import { strict as assert } from "node:assert";
import type { Outbox } from "../outbox/outbox.ts";
import type { NewOutboxEntry } from "../outbox/outbox-entry.ts";
import type { Settlement, Shipment } from "../outbox/shipment.ts";
import { STAGE_START_MS } from "./contract-stage.ts";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** An id that no outbox has come to. */
export const NEVER_GIVEN_ID: number = 2 ** 50;

type Outcome<T> = T extends { readonly shipmentId: number } ? Omit<T, "shipmentId"> : never;

/** What becomes of a shipment, whatever its id. */
export type ShipmentOutcome = Outcome<Settlement>;

/**
 * Readings of a VEN at one tick.
 *
 * @param tick - minutes since an hour before the stage's clock begins
 */
export function readingsOf(
  stream: string,
  tick: number,
  change: Partial<NewOutboxEntry> = {},
): NewOutboxEntry {
  const atMs = STAGE_START_MS - HOUR_MS + tick * MINUTE_MS;
  return {
    key: `${stream}/${tick}`,
    kind: "readings/1",
    stream,
    atMs,
    count: 12,
    bytes: Uint8Array.from({ length: 48 }, (_, index) => (index * 7 + tick) % 256),
    ...change,
  };
}

/** Readings of a VEN at the ticks from 0 on. */
export function ticksOf(
  stream: string,
  count: number,
  change: Partial<NewOutboxEntry> = {},
): readonly NewOutboxEntry[] {
  return Array.from({ length: count }, (_, tick) => readingsOf(stream, tick, change));
}

/** Intends one shipment of the entries of these keys, which are ready. */
export async function intend(
  outbox: Outbox,
  keys: readonly string[],
  { sink = "vtn", note = "" }: { readonly sink?: string; readonly note?: string } = {},
): Promise<Shipment> {
  const ready = await outbox.peek({ sink, order: "oldest", limit: 10_000 });
  const entryIds = keys.map((key) => {
    const entry = ready.find((candidate) => candidate.key === key);
    assert.ok(entry, `${key} is not ready for ${sink}`);
    return entry.entryId;
  });
  const [shipment] = await outbox.intend(sink, [{ entryIds, note }]);
  assert.ok(shipment, `${keys.join(", ")} made no shipment`);
  return shipment;
}

/** Intends one shipment and settles it. */
export async function send(
  outbox: Outbox,
  keys: readonly string[],
  outcome: ShipmentOutcome,
  options: { readonly sink?: string; readonly note?: string } = {},
): Promise<Shipment> {
  const shipment = await intend(outbox, keys, options);
  await settle(outbox, shipment, outcome);
  return shipment;
}

/** Settles one shipment. */
export async function settle(
  outbox: Outbox,
  { sink, shipmentId }: Shipment,
  outcome: ShipmentOutcome,
): Promise<void> {
  await outbox.settle(sink, [{ shipmentId, ...outcome } as Settlement]);
}

/** The sink has all of it. */
export const delivered: ShipmentOutcome = { kind: "delivered" };

/** The sink will never take it. */
export const dead: ShipmentOutcome = { kind: "dead", reason: "400 no such event" };
