import type { TickReport, VenManager } from "@ven/manager";
import { initScheduler } from "@ven/scheduler";
import type { CommandContext } from "../compose/command-context.ts";
import { onFirstInterrupt } from "../console/on-interrupt.ts";
import { tickJson } from "../console/tick-json.ts";
import { TickTotals } from "../console/tick-totals.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";

/** Longest wait for the tick in flight after Ctrl-C, ms. */
const STOP_GRACE_MS = 10_000;

/**
 * Reports on schedule, at once and then on the clock grid, until enough ticks are done or the user
 * stops it; prints each tick and, in a terminal, a summary.
 *
 * @param options.ticks - how many ticks to run; without end if left out
 * @returns the exit code
 */
export async function reportUntilDone(
  context: CommandContext,
  manager: VenManager,
  options: { readonly ticks?: number },
): Promise<number> {
  const { terminal, settings, json, clock, logger } = context;
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
      if (totals.tickCount === options.ticks) end("finished");
      return report;
    },
  };
  const forget = onFirstInterrupt(terminal, () => end("interrupted"));
  const every = settings.every ?? "10s";
  const job = initScheduler(reporter, { every, runAtStart: true, clock, logger });
  const how = await done;
  await job.stop({ graceMs: STOP_GRACE_MS });
  forget();
  if (terminal.stdout.isTTY === true && !json) terminal.stdout.write(totals.table());
  return how === "interrupted" || totals.allSent ? EXIT_CODES.ok : EXIT_CODES.failed;
}
