import { type Flags, openContext } from "../compose/command-context.ts";
import { openManager } from "../compose/open-manager.ts";
import { openMeters } from "../compose/open-meters.ts";
import { openRegistry } from "../compose/open-registry.ts";
import { openReplay } from "../compose/open-replay.ts";
import { registerVens } from "../compose/register-vens.ts";
import type { Terminal } from "../console/terminal.ts";
import {
  type CommandMaker,
  newCommand,
  REPORTING_SETTINGS,
  VTN_SETTINGS,
} from "./command-options.ts";
import { reportUntilDone } from "./report-until-done.ts";
import { tickCount } from "./tick-count.ts";

/** `ven run`: reports your fleet to your VTN on schedule. */
export const runCommand: CommandMaker = (terminal, finish) =>
  newCommand("run", "report your fleet to your VTN on schedule, until Ctrl-C", [
    ...VTN_SETTINGS,
    ...REPORTING_SETTINGS,
  ])
    .option("--ticks <n>", "stop after so many ticks (default: until Ctrl-C)", tickCount)
    .action(async (flags: Flags & { ticks?: number }) => {
      finish(await reportFleet(terminal, flags, flags));
    });

/** Registers the fleet's VENs at the VTN and reports until enough ticks are done. */
export async function reportFleet(
  terminal: Terminal,
  flags: Flags,
  options: { readonly ticks?: number },
): Promise<number> {
  const context = await openContext(terminal, flags);
  const replay = await openReplay(context);
  await using store = await openRegistry(context, { mustExist: true });
  const { simulator, venIds } = await openMeters(context, store.registry, replay);
  await using manager = openManager(context, simulator);
  await registerVens(context, manager, venIds);
  return await reportUntilDone(context, manager, options);
}
