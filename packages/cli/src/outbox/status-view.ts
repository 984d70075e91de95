import type { Outbox, OutboxStatus } from "@ven/store";
import { type PastPeriod, unfinishedPeriod } from "../backfill/backfill-mark.ts";
import { isOfBackfills } from "../backfill/backfill-scope.ts";
import { type DeliveryMark, readDeliveryMark } from "./delivery-mark.ts";
import { readRefusal } from "./refusal-mark.ts";

/** Which command sends what waits in an outbox. */
export type OutboxSender =
  | { readonly kind: "run" }
  /** `unfinished` if not all of a period has been delivered. */
  | { readonly kind: "backfill"; readonly unfinished: PastPeriod | undefined };

/** What `ven status` tells. */
export interface StatusView {
  readonly status: OutboxStatus;
  readonly told: DeliveryMark | undefined;
  /** What sends what waits: only that does. */
  readonly sender: OutboxSender;
  /** Epoch ms. */
  readonly nowMs: number;
}

/** Looks how an outbox fares. */
export async function readStatus(outbox: Outbox, nowMs: number): Promise<StatusView> {
  const status = await outbox.status();
  return { status, told: await readTold(outbox), sender: await readSender(outbox), nowMs };
}

/** What was left of the VTN: a run that it refused at the start has nothing to tell but that. */
async function readTold(outbox: Outbox): Promise<DeliveryMark | undefined> {
  const told = await readDeliveryMark(outbox);
  const refusal = await readRefusal(outbox);
  if (refusal === undefined) return told;
  if (told !== undefined && (told.vtn.health !== "unknown" || told.vtn.reason !== undefined)) {
    return told;
  }
  const { atMs, reason } = refusal;
  return { atMs, vtn: { health: "refusing", reason }, ticks: { skippedCount: 0 } };
}

async function readSender(outbox: Outbox): Promise<OutboxSender> {
  if (!(await isOfBackfills(outbox))) return { kind: "run" };
  return { kind: "backfill", unfinished: await unfinishedPeriod(outbox) };
}

/** It as one line of JSON, for programs. */
export function statusJson({ status, told, nowMs }: Omit<StatusView, "sender">): string {
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
