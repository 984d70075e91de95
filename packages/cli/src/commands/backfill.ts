import { relative } from "node:path";
import { Option } from "commander";
import { BackfillProgress } from "../backfill/backfill-progress.ts";
import {
  type BackfillOutcome,
  type BackfillResult,
  backfillJson,
  backfillText,
} from "../backfill/backfill-result.ts";
import { countPast } from "../backfill/count-past.ts";
import { reportPast } from "../backfill/report-past.ts";
import { type CommandContext, openContext } from "../compose/command-context.ts";
import { type OpenedPast, openPast, PAST_SOURCES, type PastFlags } from "../compose/open-past.ts";
import { backfillOutboxPath } from "../compose/outbox-path.ts";
import { onFirstInterrupt } from "../console/on-interrupt.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import {
  type CommandMaker,
  fleetOption,
  INFLUX_SETTINGS,
  newCommand,
  REPORTING_SETTINGS,
  VTN_SETTINGS,
} from "./command-options.ts";

interface BackfillFlags extends PastFlags {
  readonly dryRun?: true;
  readonly restart?: true;
  readonly overlap?: true;
}

/** Settings of `ven run` that mean nothing for the past. */
const OF_THE_PRESENT: ReadonlySet<string> = new Set([
  "speed",
  "replayTimestamps",
  "ticksPerReport",
  "deadbandW",
]);

/** `ven backfill`: reports a past period. */
export const backfillCommand: CommandMaker = (terminal, finish) =>
  newCommand(
    "backfill",
    "report a past period in bulk; stopped or killed, the same command goes on where it was",
    [
      ...VTN_SETTINGS,
      ...INFLUX_SETTINGS,
      "maxOutboxBytes",
      "durability",
      ...REPORTING_SETTINGS.filter((key) => !OF_THE_PRESENT.has(key)),
    ],
  )
    .requiredOption("--from <instant>", "first instant: 2025-01-06, 2025-01-06T17:30")
    .requiredOption("--to <instant>", "instant after the last; not after now")
    .addOption(
      new Option(
        "--source <source>",
        "where readings come from (default: replay with --replay, else simulator)",
      ).choices(PAST_SOURCES),
    )
    .option("--dry-run", "count the readings, and send none")
    .option(
      "--restart",
      "report all of the period again; if another backfill is unfinished, leave that instead: what it took is delivered first, its rest is not reported, and this period as if without --restart",
    )
    .option(
      "--overlap",
      "report also what a backfill with other flags has reported of these VENs and loads: it may arrive twice",
    )
    .addOption(fleetOption("that of the database"))
    .addHelpText(
      "after",
      "\nSee what waits with: ven status --outbox ven.backfill.outbox.sqlite (beside --database)",
    )
    .action(async (flags: BackfillFlags) => {
      finish(await runBackfill(await openContext(terminal, flags), flags));
    });

async function runBackfill(context: CommandContext, flags: BackfillFlags): Promise<number> {
  const { terminal, json, clock } = context;
  const startedMs = clock.monotonic();
  await using opened = await openPast(context, flags);
  const abort = new AbortController();
  const { signal } = abort;
  const forget = onFirstInterrupt(terminal, () => abort.abort());
  try {
    const isRestarted = flags.restart === true;
    const isOverlapping = flags.overlap === true;
    const tried =
      flags.dryRun === true
        ? await countReadings(context, opened, signal)
        : await reportPast(context, opened, { isRestarted, isOverlapping, signal });
    const result: BackfillResult = {
      ...tried,
      plan: opened.plan,
      durationMs: clock.monotonic() - startedMs,
      file: relative(terminal.workingFolder, backfillOutboxPath(context)),
    };
    terminal.stdout.write(json ? `${backfillJson(result)}\n` : backfillText(result));
    return exitCodeOf(result);
  } finally {
    forget();
  }
}

async function countReadings(
  context: CommandContext,
  { plan, past }: OpenedPast,
  signal: AbortSignal,
): Promise<BackfillOutcome> {
  const progress = new BackfillProgress(context, plan);
  const none = { readingCount: 0, earlierCount: 0, deadCount: 0, waitingCount: 0 };
  try {
    const readingCount = await countPast(past, plan, { signal, progress });
    return { ...none, state: "counted", readingCount };
  } catch (error) {
    if (!signal.aborted) throw error;
    return { ...none, state: "stopped" };
  } finally {
    progress.end();
  }
}

function exitCodeOf({ state, deadCount, waitingCount }: BackfillResult): number {
  if (state === "stopped") return EXIT_CODES.interrupted;
  return deadCount + waitingCount === 0 ? EXIT_CODES.ok : EXIT_CODES.failed;
}
