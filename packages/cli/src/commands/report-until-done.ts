import { relative } from "node:path";
import { type TickReport, type VenManager, VTN_SINK } from "@ven/manager";
import { initScheduler } from "@ven/scheduler";
import type { Outbox, OutboxStatus } from "@ven/store";
import { CLI_LOG } from "../cli-log.ts";
import type { CommandContext } from "../compose/command-context.ts";
import { onFirstInterrupt } from "../console/on-interrupt.ts";
import { tickJson } from "../console/tick-json.ts";
import { TickTotals } from "../console/tick-totals.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";

/** Longest wait after Ctrl-C for the tick in flight, and then for what is under way to the VTN, ms. */
const STOP_GRACE_MS = 4_500;

/** What is run, and how long. */
export interface ReportUntilDoneOptions {
  readonly manager: VenManager;
  /** Where its readings wait. */
  readonly outbox: Outbox;
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
  { manager, outbox, ticks }: ReportUntilDoneOptions,
): Promise<number> {
  const { terminal, settings, json, clock, logger } = context;
  const file = outboxFile(context, outbox);
  const totals = new TickTotals();
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
      const { outbox: status, vtn } = await manager.deliveryStatus();
      const { reason } = vtn;
      const waitingCount = waitingIn(status);
      const level = reason === undefined ? "info" : "warn";
      if (waitingCount > 0) logger[level]({ waitingCount, file, reason }, CLI_LOG.readingsWait);
      return report;
    },
  };
  const forget = onFirstInterrupt(terminal, () => end("interrupted"));
  const every = settings.every ?? "10s";
  const job = initScheduler(reporter, { every, runAtStart: true, clock, logger });
  const how = await done;
  await job.stop({ graceMs: STOP_GRACE_MS });
  await manager.cleanup({ graceMs: STOP_GRACE_MS });
  forget();
  if (terminal.stdout.isTTY === true && !json) terminal.stdout.write(totals.table());
  const waitingCount = waitingIn(await outbox.status());
  if (waitingCount > 0) logger.warn({ waitingCount, file }, CLI_LOG.readingsLeft);
  if (how === "interrupted") return EXIT_CODES.ok;
  return totals.isComplete && waitingCount === 0 ? EXIT_CODES.ok : EXIT_CODES.failed;
}

/** Where readings wait, as a person would name it; `undefined` for memory. */
function outboxFile({ terminal }: CommandContext, { path }: Outbox): string | undefined {
  return path === ":memory:" ? undefined : relative(terminal.workingFolder, path);
}

/** Readings that the VTN did not take yet. */
function waitingIn({ sinks }: OutboxStatus): number {
  const vtn = sinks.find(({ sink }) => sink === VTN_SINK);
  return (vtn?.pending.readingCount ?? 0) + (vtn?.intent.readingCount ?? 0);
}
