import {
  type CommandMaker,
  fleetOption,
  INFLUX_SETTINGS,
  newCommand,
  OUTBOX_SETTINGS,
  REPORTING_SETTINGS,
  VTN_SETTINGS,
} from "./command-options.ts";
import { type FleetFlags, reportFleet } from "./run.ts";

/** `ven report --once`: one tick, for cron and for scripts. */
export const reportCommand: CommandMaker = (terminal, finish) =>
  newCommand("report", "report your fleet to your VTN once, then end", [
    ...VTN_SETTINGS,
    ...OUTBOX_SETTINGS,
    ...REPORTING_SETTINGS.filter((key) => key !== "every"),
    ...INFLUX_SETTINGS,
  ])
    .option("--once", "report one tick (the default; `ven run` goes on)")
    .addOption(fleetOption("that of the database"))
    .action(async (flags: FleetFlags) => {
      finish(await reportFleet(terminal, flags, { ticks: 1 }));
    });
