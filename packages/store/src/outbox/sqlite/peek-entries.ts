import { setImmediate } from "node:timers/promises";
import type { StoreCallOptions } from "../../ven-store.ts";
import type { PeekRequest } from "../outbox.ts";
import type { OutboxEntry } from "../outbox-entry.ts";
import type { Shipment } from "../shipment.ts";
import { buryDamaged } from "./damaged-entry.ts";
import { DUE } from "./delivery-state.ts";
import { type OutboxDesk, sinkOf } from "./outbox-desk.ts";
import { peekDue, startOf } from "./peek-due.ts";
import { buryDamagedParts, peekUnknown } from "./peek-unknown.ts";

const DOING = "read";
/** Most postponed entries that become due in one transaction. */
const MOST_MATURED = 2_000;

/** Reads entries that may be sent, by a cursor, never more than asked for. */
export async function peekEntries(
  desk: OutboxDesk,
  request: PeekRequest,
  options: StoreCallOptions,
): Promise<readonly OutboxEntry[]> {
  const { sink, order, limit } = request;
  const entries: OutboxEntry[] = [];
  let cursor = startOf(order);
  let isFirst = true;
  for (;;) {
    const from = cursor;
    const step = await desk.read(DOING, options, (tx) => {
      const known = sinkOf(tx, sink);
      if (!isFirst) return peekDue(tx, known, request, from, limit - entries.length);
      const hasMatured = tx.statements.hasMatured.get(known.sinkId, tx.nowAtMs) !== undefined;
      return hasMatured ? undefined : peekDue(tx, known, request, from, limit);
    });
    if (step === undefined) {
      await makeSomeDue(desk, sink, options);
      continue;
    }
    isFirst = false;
    entries.push(...step.entries);
    if (step.damagedIds.length > 0) {
      await desk.write(DOING, options, (tx) => {
        const { sinkId } = sinkOf(tx, sink);
        for (const entryId of step.damagedIds) {
          buryDamaged(tx, sinkId, entryId, DUE);
        }
      });
    }
    if (step.cursor === undefined || entries.length >= limit) return entries;
    cursor = step.cursor;
    await setImmediate();
  }
}

/** Reads shipments whose fate nobody knows. */
export async function peekShipments(
  desk: OutboxDesk,
  { sink, limit }: { readonly sink: string; readonly limit: number },
  options: StoreCallOptions,
): Promise<readonly Shipment[]> {
  for (;;) {
    const { shipments, damaged } = await desk.read(DOING, options, (tx) =>
      peekUnknown(tx, sinkOf(tx, sink), limit),
    );
    if (damaged.length === 0) return shipments;
    await desk.write(DOING, options, (tx) => buryDamagedParts(tx, sinkOf(tx, sink), damaged));
  }
}

/** Makes some of the postponed entries due whose time has come. */
async function makeSomeDue(
  desk: OutboxDesk,
  sink: string,
  options: StoreCallOptions,
): Promise<void> {
  await desk.write(DOING, options, (tx) => {
    tx.statements.makeMaturedDue.run(sinkOf(tx, sink).sinkId, tx.nowAtMs, MOST_MATURED);
  });
  await setImmediate();
}
