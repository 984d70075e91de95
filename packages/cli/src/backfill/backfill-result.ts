import { VTN_SINK } from "@ven/manager";
import type { Outbox, SinkStatus } from "@ven/store";
import { countText } from "../console/count-text.ts";
import { durationText } from "../console/duration-text.ts";
import { findItems } from "../outbox/find-items.ts";
import { type BackfillPlan, periodText } from "./backfill-plan.ts";

/** What came of a backfill, or of this try of it. */
export interface BackfillOutcome {
  readonly state: "complete" | "stopped" | "counted" | "known";
  /** Readings that the VTN took in this try, or in a dry run would be given. */
  readonly readingCount: number;
  /** Readings that it took in the tries before this one. */
  readonly earlierCount: number;
  /** Readings that the VTN refused, which are kept. */
  readonly deadCount: number;
  /** Readings that wait for the next try. */
  readonly waitingCount: number;
  /** Whether another try had reported a part of the period, which was left out. */
  readonly isRest?: boolean;
}

/** A {@link BackfillOutcome}, and what it is of. */
export interface BackfillResult extends BackfillOutcome {
  readonly plan: BackfillPlan;
  readonly durationMs: number;
  /** The outbox, as a person would name it. */
  readonly file: string;
}

/** How many readings the VTN had when something began. */
export interface CountsBefore {
  /** This try. */
  readonly tryCount: number;
  /** The first try. */
  readonly firstCount: number;
}

/** What the VTN took since something began, refused of the plan's period, and has to come. */
export async function resultSince(
  { tryCount, firstCount }: CountsBefore,
  outbox: Outbox,
  plan: BackfillPlan,
): Promise<Omit<BackfillOutcome, "state">> {
  const after = await vtnStatus(outbox);
  return {
    readingCount: (after?.deliveredCount ?? 0) - tryCount,
    earlierCount: Math.max(0, tryCount - firstCount),
    deadCount: (after?.dead.readingCount ?? 0) === 0 ? 0 : await deadCountOf(outbox, plan),
    waitingCount: (after?.pending.readingCount ?? 0) + (after?.intent.readingCount ?? 0),
  };
}

/** How the VTN fares, as the outbox has it. */
export async function vtnStatus(outbox: Outbox): Promise<SinkStatus | undefined> {
  return (await outbox.status()).sinks.find(({ sink }) => sink === VTN_SINK);
}

/** The outbox keeps what the VTN refused of other periods, too. */
async function deadCountOf(outbox: Outbox, { fromMs, toMs }: BackfillPlan): Promise<number> {
  let deadCount = 0;
  for await (const { atMs, count } of findItems(outbox, { sink: VTN_SINK, states: ["dead"] })) {
    if (atMs >= fromMs && atMs < toMs) deadCount += count;
  }
  return deadCount;
}

/** It as one line of JSON, for programs. */
export function backfillJson(result: BackfillResult): string {
  const { plan, state, readingCount, earlierCount, deadCount, waitingCount, durationMs, file } =
    result;
  return JSON.stringify({
    schema: "ven.backfill/1",
    state,
    source: plan.source,
    from: new Date(plan.fromMs).toISOString(),
    to: new Date(plan.toMs).toISOString(),
    readingCount,
    earlierCount,
    deadCount,
    waitingCount,
    durationMs: Math.round(durationMs),
    outbox: file,
  });
}

/** It in a line or two, for people. */
export function backfillText(result: BackfillResult): string {
  const { plan, state, readingCount, earlierCount, deadCount, waitingCount } = result;
  const { isRest, durationMs, file } = result;
  const readings = countText(readingCount, "reading");
  const period = periodText(plan);
  if (state === "counted") return `${period}: ${readings} would be reported; nothing was sent\n`;
  if (state === "known") {
    return `Backfill of ${period} is complete already, see ${file}; --restart would report it again\n`;
  }
  const sum = countText(earlierCount + readingCount, "reading");
  const now = earlierCount === 0 ? "" : `, ${readingCount} of them now`;
  const before = earlierCount === 0 ? "" : `, ${earlierCount} before that`;
  const lines = [
    state === "complete"
      ? `Backfill of ${period} is complete: ${readings} reported in ${durationText(durationMs)}${before}`
      : `Stopped: ${sum} of ${period} reported so far${now}; the same command goes on from there`,
  ];
  if (isRest === true) {
    lines.push("A part of this period was reported before, and was left out");
  }
  if (waitingCount > 0) lines.push(`${countText(waitingCount, "reading")} wait in ${file}`);
  if (deadCount > 0) {
    lines.push(
      `${countText(deadCount, "reading")} refused: \`ven outbox list --outbox ${file}\` says why`,
    );
  }
  return `${lines.join("\n")}\n`;
}
