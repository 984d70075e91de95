import { fleetSource, type Resource } from "@ven/core";
import {
  encodeFlatReport,
  type FlatReport,
  type FlatReportInput,
  flatReportSchema,
  schemaIssues,
} from "@ven/openadr-schema";
import { MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import { type ReportOutcome, VenClient } from "@ven/vtn-client";
import { type CommandContext, type Flags, openContext } from "../compose/command-context.ts";
import { vtnConnection } from "../compose/vtn-connection.ts";
import { printable } from "../console/printable.ts";
import { EXIT_CODES } from "../errors/exit-code.ts";
import { type CommandMaker, newCommand } from "./command-options.ts";

/** Stands for the id that a VTN would give, when there is no VTN. */
const OFFLINE_VEN_ID = "id-given-by-the-vtn";
const VEN_NAME = "Herning";

interface CheckFlags extends Flags {
  readonly vtnUrl?: string;
}

/** One thing that was checked. */
interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
}

/** `ven check`: what a report looks like, whether it is right, and what a VTN says to it. */
export const checkCommand: CommandMaker = (terminal, finish) =>
  newCommand(
    "check",
    "print the report of one reading and check its structure; with --vtn, send it there too",
    ["vtnUrl", "bearerTokenFile", "allowPlainHttp", "programId", "zonedStart", "timeout"],
  ).action(async (flags: CheckFlags) => {
    // Only the flag sends: an address in the environment must not make a look at a report send it.
    finish(await check(await openContext(terminal, flags), flags.vtnUrl));
  });

async function check(context: CommandContext, vtnUrl: string | undefined): Promise<number> {
  const { terminal, json } = context;
  const { resource, inputs } = await sampleReadings(context);
  const reports = inputs.map((input) => encodeFlatReport(input));
  const results = [...checkStructure(inputs, reports)];
  if (vtnUrl !== undefined) results.push(...(await checkAtVtn(context, vtnUrl, resource, inputs)));
  const ok = results.every((result) => result.ok);
  const [report] = reports;
  if (json) {
    terminal.stdout.write(`${JSON.stringify({ schema: "ven.check/1", ok, report, results })}\n`);
  } else {
    terminal.stdout.write(`POST {vtnUrl}/reports\n${JSON.stringify(report, null, 2)}\n\n`);
    for (const result of results) {
      const detail = result.detail === undefined ? "" : `: ${result.detail}`;
      terminal.stdout.write(`${result.ok ? "ok  " : "FAIL"}  ${printable(result.name + detail)}\n`);
    }
  }
  return ok ? EXIT_CODES.ok : EXIT_CODES.failed;
}

/** What the synthetic meters of the sample fleet's first resource read now. */
async function sampleReadings(
  context: CommandContext,
): Promise<{ resource: Resource; inputs: readonly FlatReportInput[] }> {
  const { settings, clock } = context;
  const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet), clock });
  await simulator.initializeResources([VEN_NAME]);
  const [resource] = simulator.getVenResources(VEN_NAME, "APPROVED");
  if (resource === undefined) throw new Error("the sample fleet has no approved resource");
  const metered = simulator.collectNextMetering(VEN_NAME).get(resource.resourceId);
  const inputs = (metered?.readings ?? []).map(({ loadId, timestampMs, powerW }) => ({
    venName: VEN_NAME,
    vtnVenId: OFFLINE_VEN_ID,
    resourceId: resource.resourceId,
    resourceName: resource.name,
    timestampMs,
    powerW,
    loadId,
    zoned: settings.zonedStart ?? false,
    ...(settings.programId === undefined ? {} : { programId: settings.programId }),
  }));
  return { resource, inputs };
}

function checkStructure(
  inputs: readonly FlatReportInput[],
  reports: readonly FlatReport[],
): readonly CheckResult[] {
  const every = (
    name: string,
    isRight: (report: FlatReport, input: FlatReportInput) => boolean,
  ) => ({
    name,
    ok: inputs.every((input, index) => {
      const report = reports[index];
      return report !== undefined && isRight(report, input);
    }),
    detail: `${reports.length} reports`,
  });
  const issues = reports.flatMap((report) => {
    const parsed = flatReportSchema.safeParse(report);
    return parsed.success ? [] : schemaIssues(parsed.error);
  });
  const [issue] = issues;
  return [
    {
      name: "the schema of the flat dialect accepts it",
      ok: issue === undefined && reports.length > 0,
      detail: issue === undefined ? `${reports.length} reports` : `${issue.path} ${issue.rule}`,
    },
    every(
      "report_name is <resource name>_<timestamp ms>",
      (report, input) => report.report_name === `${input.resourceName}_${input.timestampMs}`,
    ),
    every("the value is in kW", (report, input) => {
      const value = report.intervals?.[0]?.payloads[0]?.values[0];
      return typeof value === "number" && Math.abs(value * 1_000 - input.powerW) < 1e-6;
    }),
    every("start is the reading's time in UTC", (report, input) => {
      const startAtMs = Date.parse(`${report.start?.replace(/Z$/, "")}Z`);
      return startAtMs === Math.floor(input.timestampMs / 1_000) * 1_000;
    }),
    every(
      "load_component names the load",
      (report, input) => report.load_component === input.loadId,
    ),
    every("nothing is null", (report) => !JSON.stringify(report).includes("null")),
  ];
}

/** Registers the VEN and the resource at a VTN and sends it the readings. */
async function checkAtVtn(
  context: CommandContext,
  vtnUrl: string,
  resource: Resource,
  inputs: readonly FlatReportInput[],
): Promise<readonly CheckResult[]> {
  const { settings, logger } = context;
  await using client = new VenClient({
    ...vtnConnection(context, vtnUrl),
    venName: VEN_NAME,
    logger,
    zonedStart: settings.zonedStart ?? false,
  });
  const ven = await client.registerVen();
  const registered = await client.registerResource({
    resourceId: resource.resourceId,
    resourceName: resource.name,
    resourceType: resource.resourceType,
    attributes: [],
  });
  const results: CheckResult[] = [
    {
      name: `the VTN ${ven.created ? "registered" : "knows"} VEN ${VEN_NAME}`,
      ok: true,
      detail: ven.vtnVenId,
    },
    { name: `the VTN ${registered.created ? "registered" : "knows"} ${resource.name}`, ok: true },
  ];
  for (const { venName: _, vtnVenId: __, zoned: ___, ...reading } of inputs) {
    const outcome = await client.reportMeterDataOutcome(reading);
    const name = `the VTN accepts the report of ${reading.loadId}`;
    results.push({ name, ok: outcome.kind === "accepted", detail: describeOutcome(outcome) });
  }
  return results;
}

function describeOutcome(outcome: ReportOutcome): string {
  switch (outcome.kind) {
    case "accepted":
      return String(outcome.status);
    case "refused":
      return `${outcome.status} ${outcome.problem?.detail ?? outcome.body}`;
    case "unanswered":
      return outcome.detail;
    case "notSent":
      return outcome.reason;
    default:
      return outcome satisfies never;
  }
}
