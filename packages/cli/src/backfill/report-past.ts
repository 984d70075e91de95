import { relative } from "node:path";
import { VTN_SINK } from "@ven/manager";
import type { Outbox } from "@ven/store";
import type { CommandContext } from "../compose/command-context.ts";
import { openManager } from "../compose/open-manager.ts";
import { openBackfillOutbox } from "../compose/open-outbox.ts";
import type { OpenedPast } from "../compose/open-past.ts";
import { registerVens } from "../compose/register-vens.ts";
import { finishDelivery } from "../outbox/finish-delivery.ts";
import { waitingFor } from "../outbox/waiting-for.ts";
import { backfill } from "./backfill.ts";
import {
  type BackfillLedger,
  forgetPeriod,
  ledgerMark,
  ledgerText,
  missingPeriods,
  readLedger,
  readLedgerOf,
} from "./backfill-ledger.ts";
import { BACKFILL_MARK, BEFORE_MARK, unfinishedOf, writeMark } from "./backfill-mark.ts";
import { type BackfillPlan, planKey } from "./backfill-plan.ts";
import { BackfillProgress } from "./backfill-progress.ts";
import {
  type BackfillOutcome,
  type CountsBefore,
  resultSince,
  vtnStatus,
} from "./backfill-result.ts";
import { enterPlan, refuseOverlap } from "./backfill-scope.ts";
import { tellWaits } from "./backfill-waits.ts";

/** Longest wait for what is under way after Ctrl-C, ms. */
const STOP_GRACE_MS = 9_000;

/** Longest wait at the end for the InfluxDB to take note of what the VTN has, ms. */
const FINISH_MS = { vtnMs: 0, sinksMs: 30_000 } as const;

/** How a period is reported. */
export interface ReportPastOptions {
  /** Leave another that is unfinished or, if there is none, report all of the period again. */
  readonly isRestarted: boolean;
  /** Report also what another plan has reported of the same VENs and loads. */
  readonly isOverlapping: boolean;
  readonly signal: AbortSignal;
}

/**
 * Reports a past period, or what is missing of it.
 *
 * @returns `known` if that was done before; `stopped` once the signal is aborted: the outbox then
 * knows how far it came
 * @throws {SettingError} if another backfill is unfinished, or has reported some of it
 */
export async function reportPast(
  context: CommandContext,
  { plan, past, simulator, venIds, influx }: OpenedPast,
  { isRestarted, isOverlapping, signal }: ReportPastOptions,
): Promise<BackfillOutcome> {
  const sinks = influx === undefined ? [] : [influx];
  await using outbox = await openBackfillOutbox(context, sinks);
  const unfinished = unfinishedOf(plan, await outbox.getMark(BACKFILL_MARK), isRestarted);
  const isAgain = isRestarted && unfinished !== "another";
  const ledger = await openLedger(outbox, plan, isAgain);
  const missing = missingPeriods(ledger, plan);
  const isBegun = unfinished === "this" && !isAgain;
  let before = await countsBefore(outbox, isBegun);
  // What was refused, and is to be sent again, waits though all of it was reported.
  if (missing.length === 0 && unfinished === "none" && (await waitingCount(outbox)) === 0) {
    return { state: "known", ...(await resultSince(before, outbox, plan)) };
  }
  // What was begun was allowed to.
  const isAllowed = isOverlapping || isAgain || unfinished === "this";
  if (!isAllowed) await refuseOverlap(outbox, plan, missing);
  const [[startMs] = [plan.toMs]] = missing;
  const isRest = unfinished !== "this" && (missing.length !== 1 || startMs !== plan.fromMs);
  const progress = new BackfillProgress(context, { fromMs: startMs, toMs: plan.toMs });
  await using manager = openManager(context, simulator, { outbox, sinks, isBulk: true });
  const file = relative(context.terminal.workingFolder, outbox.path);
  const endWaits = tellWaits(context, { manager, venCount: venIds.length, file });
  try {
    await registerVens(context, manager, venIds, { signal });
    if (unfinished === "another") {
      // What that took counts as its own: it goes first.
      await manager.drain({ signal });
      before = await countsBefore(outbox, false);
    }
    await enterPlan(outbox, plan);
    if (!isBegun) await outbox.setMark(BEFORE_MARK, String(before.firstCount));
    await outbox.setMark(BACKFILL_MARK, writeMark(plan));
    await backfill({ plan, past, venIds, outbox, manager, ledger, missing, signal, progress });
    await outbox.setMark(BACKFILL_MARK, undefined);
    await finishDelivery({ clock: context.clock, manager, outbox, sinks, ...FINISH_MS });
    return { state: "complete", isRest, ...(await resultSince(before, outbox, plan)) };
  } catch (error) {
    if (!signal.aborted) throw error;
    await manager.cleanup({ graceMs: STOP_GRACE_MS });
    // What was under way may have been the last.
    const isDone = await isDelivered(outbox, plan);
    if (isDone) await outbox.setMark(BACKFILL_MARK, undefined);
    const state = isDone ? "complete" : "stopped";
    return { state, isRest, ...(await resultSince(before, outbox, plan)) };
  } finally {
    endWaits();
    progress.end();
  }
}

/** @param isBegun - whether an earlier try began this backfill */
async function countsBefore(outbox: Outbox, isBegun: boolean): Promise<CountsBefore> {
  const tryCount = (await vtnStatus(outbox))?.deliveredCount ?? 0;
  const text = isBegun ? await outbox.getMark(BEFORE_MARK) : undefined;
  const firstCount = Number(text ?? tryCount);
  return { tryCount, firstCount: Number.isFinite(firstCount) ? firstCount : tryCount };
}

async function waitingCount(outbox: Outbox): Promise<number> {
  return waitingFor(await outbox.status(), [VTN_SINK]);
}

/** Whether all of a plan's period has been put into the outbox, and nothing waits there any more. */
async function isDelivered(outbox: Outbox, plan: BackfillPlan): Promise<boolean> {
  if ((await outbox.getMark(BACKFILL_MARK)) !== writeMark(plan)) return false;
  const ledger = await readLedgerOf(outbox, planKey(plan));
  return missingPeriods(ledger, plan).length === 0 && (await waitingCount(outbox)) === 0;
}

/** @param isAgain - whether the period is to be reported whatever was */
async function openLedger(
  outbox: Outbox,
  plan: BackfillPlan,
  isAgain: boolean,
): Promise<BackfillLedger> {
  const found = await readLedger(outbox, plan);
  if (!isAgain) return found;
  const ledger = forgetPeriod(found, plan);
  await outbox.setMark(ledgerMark(plan), ledgerText(ledger));
  return ledger;
}
