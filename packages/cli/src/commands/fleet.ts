import { ResourceStatus, VenId } from "@ven/core";
import { herningFleet } from "@ven/simulator/fleets";
import Table from "cli-table3";
import { Command } from "commander";
import { chooseVens } from "../compose/choose-vens.ts";
import { type CommandContext, type Flags, openContext } from "../compose/command-context.ts";
import { openRegistry } from "../compose/open-registry.ts";
import { readFleetFile } from "../compose/read-fleet-file.ts";
import { printable } from "../console/printable.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { type CommandMaker, newCommand } from "./command-options.ts";

/** `ven fleet`: what is in the SQLite file. */
export const fleetCommand: CommandMaker = (terminal, finish) =>
  new Command("fleet")
    .description("list the fleet, or write one to the database")
    .addCommand(
      newCommand("list", "list the VENs and resources of the database", ["database", "vens"])
        .option("--status <status>", "only APPROVED, PENDING or SUSPENDED")
        .action(async (flags: Flags & { status?: string }) => {
          const context = await openContext(terminal, flags);
          finish(await listFleet(context, flags.status));
        }),
    )
    .addCommand(
      newCommand("seed", "write a fleet to the database; again changes nothing", ["database"])
        .argument(
          "[file]",
          "fleet as JSON, or as of ven simulate (default: the sample fleet Herning)",
        )
        .action(async (file: string | undefined, flags: Flags) => {
          const context = await openContext(terminal, flags);
          finish(await seedFleet(context, file));
        }),
    );

async function listFleet(context: CommandContext, statusText?: string): Promise<number> {
  const { terminal, json } = context;
  const status = statusText === undefined ? undefined : ResourceStatus(statusText.toUpperCase());
  await using store = await openRegistry(context, { mustExist: true });
  const venIds = await chooseVens(context, store.registry);
  const table = new Table({
    head: ["VEN", "resource", "type", "status", "meter point", "loads"],
    style: { head: [], border: [] },
  });
  let resourceCount = 0;
  for (const venId of venIds) {
    for (const resource of await store.registry.loadVenResources(VenId(venId))) {
      if (status !== undefined && resource.status !== status) continue;
      resourceCount += 1;
      const { name, resourceType, meterPointId, loads } = resource;
      if (json) terminal.stdout.write(`${JSON.stringify(resource)}\n`);
      else {
        const row = [venId, name, resourceType, resource.status, meterPointId].map(printable);
        table.push([...row, String(loads.length)]);
      }
    }
  }
  if (!json) {
    terminal.stdout.write(
      `${table.toString()}\n${resourceCount} resources of ${venIds.length} VENs\n`,
    );
  }
  return EXIT_CODES.ok;
}

async function seedFleet(context: CommandContext, file: string | undefined): Promise<number> {
  const { terminal, json } = context;
  const fleet = file === undefined ? herningFleet : await readFleetFile(terminal, file);
  await using store = await openRegistry(context, { mustExist: false });
  const result = await store.registry.seedFleet(fleet);
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ path: store.path, ...result })}\n`);
  } else {
    const { resourcesAdded, resourcesUpdated, resourcesUnchanged } = result;
    terminal.stdout.write(
      `${store.path}: ${resourcesAdded} resources added, ${resourcesUpdated} updated, ${resourcesUnchanged} unchanged\n`,
    );
  }
  return EXIT_CODES.ok;
}
