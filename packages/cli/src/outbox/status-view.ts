import type { Outbox, OutboxStatus } from "@ven/store";
import { type DeliveryMark, readDeliveryMark } from "./delivery-mark.ts";

/** What `ven status` tells. */
export interface StatusView {
  readonly status: OutboxStatus;
  readonly told: DeliveryMark | undefined;
  /** Epoch ms. */
  readonly nowMs: number;
}

/** Looks how an outbox fares. */
export async function readStatus(outbox: Outbox, nowMs: number): Promise<StatusView> {
  const status = await outbox.status();
  return { status, told: await readDeliveryMark(outbox), nowMs };
}

/** It as one line of JSON, for programs. */
export function statusJson({ status, told, nowMs }: StatusView): string {
  const { path, sinks, refusedCount, duplicateCount, byteLength, maxBytes, ownerPid } = status;
  const { readingCount, maxReadings, onFull } = status;
  return JSON.stringify({
    schema: "ven.status/1",
    at: isoTime(nowMs),
    path,
    isDelivering: ownerPid !== undefined,
    ownerPid,
    byteLength,
    maxBytes,
    readingCount,
    maxReadings,
    onFull,
    refusedCount,
    duplicateCount,
    sinks: sinks.map((sink) => ({
      sink: sink.sink,
      acceptedCount: sink.acceptedCount,
      deliveredCount: sink.deliveredCount,
      waitingCount: sink.pending.readingCount + sink.intent.readingCount,
      pendingCount: sink.pending.readingCount,
      intentCount: sink.intent.readingCount,
      deadCount: sink.dead.readingCount,
      droppedCount: sink.droppedCount,
      expiredCount: sink.expiredCount,
      oldestAt: isoTime(sink.oldestAtMs),
    })),
    vtn: told && {
      at: isoTime(told.atMs),
      health: told.vtn.health,
      retryAt: isoTime(told.vtn.retryAtMs),
      reason: told.vtn.reason,
    },
    ticks: told && {
      waitingSince: isoTime(told.ticks.waitingSinceMs),
      skippedCount: told.ticks.skippedCount,
    },
    salvage: status.salvage && {
      at: isoTime(status.salvage.atMs),
      corruptPath: status.salvage.corruptPath,
      savedCount: status.salvage.saved.readingCount,
    },
  });
}

function isoTime(atMs: number | undefined): string | undefined {
  return atMs === undefined ? undefined : new Date(atMs).toISOString();
}
