import { relative } from "node:path";
import type { ReadingSink } from "@ven/core";
import { type TickReport, type VenManager, VTN_SINK } from "@ven/manager";
import { initScheduler } from "@ven/scheduler";
import type { Outbox, OutboxStatus } from "@ven/store";
import { CLI_LOG } from "../cli-log.ts";
import type { CommandContext } from "../compose/command-context.ts";
import { onFirstInterrupt } from "../console/on-interrupt.ts";
import { quietSkips } from "../console/quiet-skips.ts";
import { tickJson } from "../console/tick-json.ts";
import { TickTotals } from "../console/tick-totals.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { finishDelivery } from "../outbox/finish-delivery.ts";
import { waitingFor } from "../outbox/waiting-for.ts";

/** Longest wait after Ctrl-C for the tick in flight, and then for what is under way to the VTN, ms. */
const STOP_GRACE_MS = 4_500;

/** Longest wait at the end for readings that an earlier run left, and then for the other sinks, ms. */
const FINISH_MS = { vtnMs: 10_000, sinksMs: 2_000 } as const;

/** What is run, and how long. */
export interface ReportUntilDoneOptions {
  readonly manager: VenManager;
  /** Where its readings wait. */
  readonly outbox: Outbox;
  /** Where else they go. @defaultValue nowhere */
  readonly sinks?: readonly ReadingSink[];
  /** How many ticks to run; without end if left out. */
  readonly ticks?: number | undefined;
}

/**
 * Reports on schedule, at once and then on the clock grid, until enough ticks are done or the user
 * stops it; then closes the manager. Prints each tick and, in a terminal, a summary.
 *
 * @returns the exit code
 */
export async function reportUntilDone(
  context: CommandContext,
  { manager, outbox, sinks = [], ticks }: ReportUntilDoneOptions,
): Promise<number> {
  const { terminal, settings, json, clock, logger } = context;
  const file = outboxFile(context, outbox);
  const totals = new TickTotals();
  /** How many readings wait, as it was said last. */
  let saidCount = 0;
  const lostBefore = lostIn(await outbox.status());
  let end: (how: "finished" | "interrupted") => void = () => undefined;
  const done = new Promise<"finished" | "interrupted">((resolve) => {
    end = resolve;
  });
  const reporter = {
    async venReportUsage(call?: {
      readonly signal?: AbortSignal;
    }): Promise<TickReport | undefined> {
      const report = await manager.venReportUsage(call);
      totals.add(report);
      if (json) terminal.stdout.write(`${tickJson(totals.tickCount, report)}\n`);
      if (totals.tickCount === ticks) end("finished");
      const delivery = await manager.deliveryStatus();
      const { reason } = delivery.vtn;
      const waitingCount = waitingFor(delivery.outbox, [VTN_SINK]);
      const level = reason === undefined ? "info" : "warn";
      saidCount = waitingCount;
      if (waitingCount > 0) logger[level]({ waitingCount, file, reason }, CLI_LOG.readingsWait);
      return report;
    },
    noteSkippedTicks: (count: number) => manager.noteSkippedTicks(count),
  };
  const forget = onFirstInterrupt(terminal, () => end("interrupted"));
  const every = settings.every ?? "10s";
  const skips = quietSkips(logger, clock);
  const job = initScheduler(reporter, { every, runAtStart: true, clock, logger: skips });
  const how = await done;
  await job.stop({ graceMs: STOP_GRACE_MS });
  skips.end();
  if (how === "finished") {
    await finishDelivery({ clock, manager, outbox, sinks, ...FINISH_MS });
  }
  await manager.cleanup({ graceMs: STOP_GRACE_MS });
  forget();
  if (terminal.stdout.isTTY === true && !json) terminal.stdout.write(totals.table());
  const status = await outbox.status();
  const waitingCount = waitingFor(status, [VTN_SINK]);
  if (waitingCount > 0) logger.warn({ waitingCount, file }, CLI_LOG.readingsLeft);
  else if (saidCount > 0) logger.info({ file }, CLI_LOG.nothingLeft);
  if (how === "interrupted") return EXIT_CODES.ok;
  const lostCount = lostIn(status) - lostBefore;
  const isAllSent = totals.isComplete && waitingCount === 0 && lostCount <= 0;
  return isAllSent ? EXIT_CODES.ok : EXIT_CODES.failed;
}

/** Readings that the VTN was to have and will not get, unless somebody retries them. */
function lostIn({ sinks, refusedCount }: OutboxStatus): number {
  const vtn = sinks.find(({ sink }) => sink === VTN_SINK);
  if (vtn === undefined) return refusedCount;
  const { dead, droppedCount, expiredCount } = vtn;
  return dead.readingCount + droppedCount + expiredCount + refusedCount;
}

/** Where readings wait, as a person would name it; `undefined` for memory. */
function outboxFile({ terminal }: CommandContext, { path }: Outbox): string | undefined {
  return path === ":memory:" ? undefined : relative(terminal.workingFolder, path);
}
