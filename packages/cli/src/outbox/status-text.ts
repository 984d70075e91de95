import { VTN_SINK } from "@ven/manager";
import type { OutboxStatus } from "@ven/store";
import Table from "cli-table3";
import { periodText } from "../backfill/backfill-plan.ts";
import { countText } from "../console/count-text.ts";
import { durationText } from "../console/duration-text.ts";
import { printable } from "../console/printable.ts";
import { sizeText } from "../console/size-text.ts";
import type { DeliveryMark } from "./delivery-mark.ts";
import type { StatusView } from "./status-view.ts";
import { waitingFor } from "./waiting-for.ts";

const BAR_WIDTH = 20;

/** How an outbox fares, for people. */
export function statusText(view: StatusView): string {
  const { status, nowMs } = view;
  const lines = [
    headLine(status),
    sinkTable(status, nowMs),
    `Size   ${fullness(status)}`,
    `       ${readingsText(status)}`,
    `Owner  ${ownerText(view)}`,
    `VTN    ${vtnText(view)}`,
    ...ticksText(view),
    ...troubles(status, nowMs),
  ];
  return `${lines.join("\n")}\n`;
}

function headLine(status: OutboxStatus): string {
  const { path } = status;
  const waiting = waitingFor(status, [VTN_SINK]);
  const verb = waiting === 1 ? "waits" : "wait";
  return waiting === 0
    ? `${path}: nothing waits for the VTN`
    : `${path}: ${countText(waiting, "reading")} ${verb} for the VTN`;
}

function sinkTable({ sinks }: OutboxStatus, nowMs: number): string {
  const table = new Table({
    head: ["for", "waiting", "oldest", "delivered", "dropped", "expired", "dead"],
    colAligns: ["left", "right", "right", "right", "right", "right", "right"],
    style: { head: [], border: [] },
  });
  for (const one of sinks) {
    const { sink, pending, intent, oldestAtMs } = one;
    const oldest = oldestAtMs === undefined ? "" : durationText(nowMs - oldestAtMs);
    const { deliveredCount, droppedCount, expiredCount, dead } = one;
    const waiting = pending.readingCount + intent.readingCount;
    const gone = [deliveredCount, droppedCount, expiredCount, dead.readingCount];
    table.push([printable(sink), waiting, oldest, ...gone]);
  }
  return table.toString();
}

function fullness({ byteLength, maxBytes }: OutboxStatus): string {
  const share = Math.min(1, byteLength / maxBytes);
  const filled = Math.min(BAR_WIDTH, Math.ceil(share * BAR_WIDTH));
  const bar = "█".repeat(filled) + "░".repeat(BAR_WIDTH - filled);
  return `${bar} ${sizeText(byteLength)} of ${sizeText(maxBytes)} (${Math.round(share * 100)} %)`;
}

/** Visitors know the bounds of an owner only where it has left them. */
function readingsText({ readingCount, maxReadings, onFull }: OutboxStatus): string {
  const most = maxReadings === undefined ? "" : ` of ${maxReadings}`;
  const share =
    maxReadings === undefined ? "" : ` (${Math.round((readingCount / maxReadings) * 100)} %)`;
  const policy = onFull === undefined ? "" : `; when it is full: ${onFull}`;
  return `${readingCount}${most} readings${share}${policy}`;
}

function ownerText({ status, sender }: StatusView): string {
  const { ownerPid } = status;
  if (ownerPid !== undefined) return `process ${ownerPid} delivers`;
  if (sender.kind === "run") return "none: nothing is sent until `ven run` starts";
  const { unfinished } = sender;
  if (unfinished !== undefined) {
    return `none: nothing is sent until \`ven backfill\` goes on with ${periodText(unfinished)}`;
  }
  return waitingFor(status, [VTN_SINK]) === 0
    ? "none: no backfill is unfinished"
    : "none: nothing is sent until `ven backfill` starts";
}

/** Only the process that delivers knows the VTN: what it said last, and how long ago. */
function vtnText({ status, told, nowMs }: StatusView): string {
  if (told === undefined || isUnknown(told.vtn)) return untoldText(status);
  const { atMs } = told;
  const { reason, retryAtMs } = told.vtn;
  const isTold = status.ownerPid !== undefined;
  const again =
    isTold && retryAtMs !== undefined && retryAtMs > nowMs
      ? `, tried again in ${durationText(retryAtMs - nowMs)}`
      : "";
  // What failed before it was up again is past.
  const why = reason === undefined || told.vtn.health === "up" ? "" : `: ${printable(reason)}`;
  const verb = isTold ? "is" : "was";
  return `${verb} ${healthText(told.vtn)}${again}${why} (as of ${durationText(nowMs - atMs)} ago)`;
}

function isUnknown({ health, reason }: DeliveryMark["vtn"]): boolean {
  return health === "unknown" && reason === undefined;
}

/** A process that was killed early, or reports the past, may have left no word. */
function untoldText({ sinks }: OutboxStatus): string {
  const taken = sinks.find(({ sink }) => sink === VTN_SINK)?.deliveredCount ?? 0;
  return taken === 0
    ? "not known yet"
    : `not known; it has taken ${countText(taken, "reading")} so far`;
}

/** How its ticks fare, where they do not fare well. */
function ticksText({ status, told, nowMs }: StatusView): readonly string[] {
  const { waitingSinceMs, skippedCount = 0 } = told?.ticks ?? {};
  const facts: string[] = [];
  if (waitingSinceMs !== undefined && status.ownerPid !== undefined) {
    const waited = durationText(nowMs - waitingSinceMs);
    facts.push(`the outbox is full, and one has waited for room for ${waited}`);
  }
  if (skippedCount > 0) {
    const were = skippedCount === 1 ? "was" : "were";
    facts.push(`${skippedCount} ${were} skipped, as the one before had not ended`);
  }
  return facts.length === 0 ? [] : [`Ticks  ${facts.join("; ")}`];
}

function healthText({ health }: DeliveryMark["vtn"]): string {
  if (health === "refusing") return "refusing us";
  return health === "unknown" ? "failing" : health;
}

function troubles(
  { sinks, refusedCount, salvage }: OutboxStatus,
  nowMs: number,
): readonly string[] {
  const lines: string[] = [];
  const deadCount = sinks.reduce((total, { dead }) => total + dead.readingCount, 0);
  if (deadCount > 0) {
    lines.push(
      `${countText(deadCount, "reading")} refused: \`ven outbox list --state dead\` says why`,
    );
  }
  if (refusedCount > 0) {
    lines.push(`${countText(refusedCount, "reading")} not taken, as the outbox was full`);
  }
  if (salvage !== undefined) {
    const saved = countText(salvage.saved.readingCount, "reading");
    const { corruptPath, atMs } = salvage;
    const ago = durationText(nowMs - atMs);
    const rest = `the rest is in ${printable(corruptPath)}`;
    lines.push(`The file was found damaged ${ago} ago: ${saved} saved, ${rest}`);
  }
  return lines;
}
