import { fleetSource } from "@ven/core";
import { type CommandContext, type Flags, openContext } from "../compose/command-context.ts";
import { openInfluxCache } from "../compose/open-influx.ts";
import { openManager } from "../compose/open-manager.ts";
import { type MeteredFleet, openMeters } from "../compose/open-meters.ts";
import { openOutboxToDeliver } from "../compose/open-outbox.ts";
import { openRegistry } from "../compose/open-registry.ts";
import { openReplay } from "../compose/open-replay.ts";
import { openSimulatedFleet } from "../compose/open-simulated-fleet.ts";
import { registerUnlessStopped } from "../compose/register-vens.ts";
import type { Terminal } from "../console/terminal.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { forgetRefusal, leaveRefusal } from "../outbox/refusal-mark.ts";
import {
  type CommandMaker,
  fleetOption,
  INFLUX_SETTINGS,
  newCommand,
  OUTBOX_SETTINGS,
  REPORTING_SETTINGS,
  VTN_SETTINGS,
} from "./command-options.ts";
import { countArgument } from "./count-argument.ts";
import { reportUntilDone } from "./report-until-done.ts";

/** Flags of a command that reports a fleet. */
export type FleetFlags = Flags & { readonly fleet?: string };

/** `ven run`: reports your fleet to your VTN on schedule. */
export const runCommand: CommandMaker = (terminal, finish) =>
  newCommand("run", "report your fleet to your VTN on schedule, until Ctrl-C", [
    ...VTN_SETTINGS,
    ...OUTBOX_SETTINGS,
    ...REPORTING_SETTINGS,
    ...INFLUX_SETTINGS,
  ])
    .option("--ticks <n>", "stop after so many ticks (default: until Ctrl-C)", countArgument)
    .addOption(fleetOption("that of the database"))
    .action(async (flags: FleetFlags & { ticks?: number }) => {
      finish(await reportFleet(terminal, flags, flags));
    });

/** Registers the fleet's VENs at the VTN and reports until enough ticks are done. */
export async function reportFleet(
  terminal: Terminal,
  flags: FleetFlags,
  options: { readonly ticks?: number },
): Promise<number> {
  const context = await openContext(terminal, flags);
  const replay = await openReplay(context);
  if (flags.fleet !== undefined) {
    const simulated = await openSimulatedFleet(context, flags.fleet, replay);
    const { fleet, meters, isReplayPlayed } = simulated;
    const own = isReplayPlayed ? undefined : replay;
    const metered = await openMeters(context, fleetSource(fleet), own, { meters });
    return await reportMetered(context, metered, options);
  }
  await using store = await openRegistry(context, { mustExist: true });
  return await reportMetered(context, await openMeters(context, store.registry, replay), options);
}

async function reportMetered(
  context: CommandContext,
  { simulator, venIds }: MeteredFleet,
  { ticks }: { readonly ticks?: number },
): Promise<number> {
  await using influx = await openInfluxCache(context);
  const sinks = influx === undefined ? [] : [influx];
  await using outbox = await openOutboxToDeliver(context, sinks);
  await using manager = openManager(context, simulator, { outbox, sinks });
  try {
    if (!(await registerUnlessStopped(context, manager, venIds))) return EXIT_CODES.ok;
    await forgetRefusal(outbox);
  } catch (error) {
    await leaveRefusal(outbox, context.clock.now(), error);
    throw error;
  }
  return await reportUntilDone(context, { manager, outbox, sinks, ticks });
}
