import { VTN_SINK } from "@ven/manager";
import type { Outbox, SinkStatus } from "@ven/store";
import type { CommandContext } from "../compose/command-context.ts";
import { openManager } from "../compose/open-manager.ts";
import { openBackfillOutbox } from "../compose/open-outbox.ts";
import type { OpenedPast } from "../compose/open-past.ts";
import { registerVens } from "../compose/register-vens.ts";
import { finishDelivery } from "../outbox/finish-delivery.ts";
import { backfill } from "./backfill.ts";
import { BACKFILL_MARK, startOf } from "./backfill-mark.ts";
import { BackfillProgress } from "./backfill-progress.ts";
import { type BackfillOutcome, resultOf } from "./backfill-result.ts";

/** Longest wait for what is under way after Ctrl-C, ms. */
const STOP_GRACE_MS = 9_000;

/** Longest wait at the end for the InfluxDB to take note of what the VTN has, ms. */
const FINISH_MS = { vtnMs: 0, sinksMs: 30_000 } as const;

/** How a period is reported. */
export interface ReportPastOptions {
  /** Begin anew, whatever an earlier try did. */
  readonly isRestarted: boolean;
  readonly signal: AbortSignal;
}

/**
 * Reports a past period, or what is left of it.
 *
 * @returns `known` if that was done before; `stopped` once the signal is aborted: the outbox then
 * knows how far it came
 * @throws {SettingError} if another backfill is unfinished
 */
export async function reportPast(
  context: CommandContext,
  { plan, past, simulator, venIds, influx }: OpenedPast,
  { isRestarted, signal }: ReportPastOptions,
): Promise<BackfillOutcome> {
  const sinks = influx === undefined ? [] : [influx];
  await using outbox = await openBackfillOutbox(context, sinks);
  const mark = isRestarted ? undefined : await outbox.getMark(BACKFILL_MARK);
  const start = startOf(plan, mark);
  const before = await vtnStatus(outbox);
  const found = resultOf(before, before);
  if (start.nextAtMs >= plan.toMs && found.waitingCount === 0) return { state: "known", ...found };
  const progress = new BackfillProgress(context, { fromMs: start.nextAtMs, toMs: plan.toMs });
  await using manager = openManager(context, simulator, { outbox, sinks, isBulk: true });
  try {
    await registerVens(context, manager, venIds, { signal });
    await backfill({ plan, past, venIds, outbox, manager, start, signal, progress });
    await finishDelivery({ clock: context.clock, manager, outbox, sinks, ...FINISH_MS });
    return { state: "complete", ...resultOf(before, await vtnStatus(outbox)) };
  } catch (error) {
    if (!signal.aborted) throw error;
    await manager.cleanup({ graceMs: STOP_GRACE_MS });
    return { state: "stopped", ...resultOf(before, await vtnStatus(outbox)) };
  } finally {
    progress.end();
  }
}

async function vtnStatus(outbox: Outbox): Promise<SinkStatus | undefined> {
  return (await outbox.status()).sinks.find(({ sink }) => sink === VTN_SINK);
}
