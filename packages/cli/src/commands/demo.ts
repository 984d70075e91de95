import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { outboxSinks } from "@ven/manager";
import { startMockVtn } from "@ven/mock-vtn";
import { herningFleet } from "@ven/simulator/fleets";
import { memoryOutbox, openStore } from "@ven/store";
import { CLI_LOG } from "../cli-log.ts";
import { type CommandContext, openContext } from "../compose/command-context.ts";
import { openManager } from "../compose/open-manager.ts";
import { openMeters } from "../compose/open-meters.ts";
import { openReplay } from "../compose/open-replay.ts";
import { openSimulatedFleet } from "../compose/open-simulated-fleet.ts";
import { registerUnlessStopped } from "../compose/register-vens.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import {
  type CommandMaker,
  fleetOption,
  newCommand,
  REPORTING_SETTINGS,
} from "./command-options.ts";
import { countArgument } from "./count-argument.ts";
import { reportUntilDone } from "./report-until-done.ts";
import type { FleetFlags } from "./run.ts";

/** `ven demo`: everything on this machine, nothing to set up. */
export const demoCommand: CommandMaker = (terminal, finish) =>
  newCommand("demo", "report a sample fleet to a VTN that this command embeds, until Ctrl-C", [
    "protocol",
    ...REPORTING_SETTINGS,
  ])
    .option("--ticks <n>", "stop after so many ticks (default: until Ctrl-C)", countArgument)
    .addOption(fleetOption("the sample fleet Herning"))
    .action(async (flags: FleetFlags & { ticks?: number }) => {
      finish(await runDemo(await openContext(terminal, flags), flags));
    });

async function runDemo(
  context: CommandContext,
  options: { readonly ticks?: number; readonly fleet?: string },
): Promise<number> {
  const { logger, settings, clock } = context;
  // A replay file that cannot be used is told before anything is started.
  const replay = await openReplay(context);
  const simulated =
    options.fleet === undefined
      ? undefined
      : await openSimulatedFleet(context, options.fleet, replay);
  const { fleet = herningFleet, meters, isReplayPlayed = false } = simulated ?? {};
  const own = isReplayPlayed ? undefined : replay;
  const folder = await mkdtemp(join(tmpdir(), "ven-demo-"));
  try {
    // A demo that runs on need not remember, nor say so.
    const quiet = { ...logger, warn: logger.debug.bind(logger) };
    await using vtn = await startMockVtn({ port: 0, logger: quiet });
    const vtnUrl = vtn.vtnUrls[settings.protocol ?? "flat"];
    logger.info({ vtnUrl }, CLI_LOG.vtnStarted);
    await using store = await openStore({ path: join(folder, "fleet.sqlite"), logger });
    await store.registry.seedFleet(fleet);
    logger.info({ path: store.path, resourceCount: fleet.resources.length }, CLI_LOG.fleetSeeded);
    const { simulator, venIds } = await openMeters(context, store.registry, own, { meters });
    await using outbox = memoryOutbox({ sinks: outboxSinks(), clock, logger });
    await using manager = openManager(context, simulator, { outbox, vtnUrl });
    if (!(await registerUnlessStopped(context, manager, venIds))) return EXIT_CODES.ok;
    return await reportUntilDone(context, { manager, outbox, ticks: options.ticks });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
