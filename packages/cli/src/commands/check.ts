import { fleetSource } from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import { flatCheck } from "../check/flat-check.ts";
import { openAdrCheck } from "../check/openadr-check.ts";
import type { CheckedReadings, ReportCheck } from "../check/report-check.ts";
import { type CommandContext, type Flags, openContext } from "../compose/command-context.ts";
import { printable } from "../console/printable.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { type CommandMaker, newCommand, VTN_SETTINGS } from "./command-options.ts";

/** The VEN and fleet whose first resource is read. */
const SAMPLE_VEN = "Herning";

interface CheckFlags extends Flags {
  readonly vtnUrl?: string;
}

/** `ven check`: what a report looks like, whether it is right, and what a VTN says to it. */
export const checkCommand: CommandMaker = (terminal, finish) =>
  newCommand(
    "check",
    "print a report and check its structure; with --vtn, register the (first) VEN and Murphy's Pub there and send it",
    [
      ...VTN_SETTINGS.filter((key) => key !== "database"),
      "programId",
      "eventId",
      "eventPeriod",
      "zonedStart",
      "timeout",
    ],
  ).action(async (flags: CheckFlags) => {
    // Only the flag sends: an address in the environment must not make a look at a report send it.
    finish(await check(await openContext(terminal, flags), flags.vtnUrl));
  });

async function check(context: CommandContext, vtnUrl: string | undefined): Promise<number> {
  const { terminal, json } = context;
  const { report, results: ofStructure, checkAtVtn } = await openCheck(context);
  const results = [...ofStructure];
  if (vtnUrl !== undefined) results.push(...(await checkAtVtn(context, vtnUrl)));
  const ok = results.every((result) => result.ok);
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ schema: "ven.check/1", ok, report, results })}\n`);
  } else {
    terminal.stdout.write(`POST {vtnUrl}/reports\n${JSON.stringify(report, null, 2)}\n\n`);
    for (const result of results) {
      const detail = result.detail === undefined ? "" : `: ${result.detail}`;
      terminal.stdout.write(`${result.ok ? "ok  " : "FAIL"}  ${printable(result.name + detail)}\n`);
    }
    if (vtnUrl === undefined) terminal.stdout.write("\nNothing was sent: --vtn <url> does that.\n");
  }
  return ok ? EXIT_CODES.ok : EXIT_CODES.failed;
}

async function openCheck(context: CommandContext): Promise<ReportCheck> {
  const { protocol = "flat" } = context.settings;
  const readings = await sampleReadings(context);
  return protocol === "flat" ? flatCheck(context, readings) : openAdrCheck(protocol, readings);
}

/** What the synthetic meters of the sample fleet's first resource read now. */
async function sampleReadings({ clock, settings }: CommandContext): Promise<CheckedReadings> {
  const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet), clock });
  await simulator.initializeResources([SAMPLE_VEN]);
  const [resource] = simulator.getVenResources(SAMPLE_VEN, "APPROVED");
  if (resource === undefined) throw new Error("the sample fleet has no approved resource");
  const metered = simulator.collectNextMetering(SAMPLE_VEN).get(resource.resourceId);
  const readings = (metered?.readings ?? []).map(
    ({ loadId, timestampMs, powerW }) =>
      ({
        resourceId: resource.resourceId,
        resourceName: resource.name,
        loadId,
        quantity: "power",
        role: "usage",
        startAtMs: timestampMs,
        durationMs: 0,
        value: powerW,
      }) as const,
  );
  return { venId: settings.vens?.[0] ?? SAMPLE_VEN, resource, readings };
}
