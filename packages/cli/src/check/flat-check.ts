import {
  encodeFlatReports,
  type FlatReport,
  flatReportSchema,
  schemaIssues,
} from "@ven/openadr-schema";
import { type ReportOutcome, VenClient } from "@ven/vtn-client";
import type { CommandContext } from "../compose/command-context.ts";
import { vtnConnection } from "../compose/vtn-connection.ts";
import { loginOf } from "../compose/vtn-login.ts";
import {
  type CheckedReadings,
  type CheckResult,
  OFFLINE_ID,
  type ReportCheck,
} from "./report-check.ts";

/** Checks the reports of the flat dialect, one per reading. */
export function flatCheck(context: CommandContext, checked: CheckedReadings): ReportCheck {
  const { programId, zonedStart } = context.settings;
  const envelope = {
    venName: checked.venId,
    vtnVenId: OFFLINE_ID,
    ...(programId === undefined ? {} : { programId }),
    ...(zonedStart === undefined ? {} : { zoned: zonedStart }),
  };
  const { reports } = encodeFlatReports(envelope, checked.readings);
  return {
    report: reports[0],
    results: checkStructure(checked, reports),
    checkAtVtn: (at, vtnUrl) => checkAtVtn(at, vtnUrl, checked),
  };
}

function checkStructure(
  { readings }: CheckedReadings,
  reports: readonly FlatReport[],
): readonly CheckResult[] {
  const every = (
    name: string,
    isRight: (report: FlatReport, reading: CheckedReadings["readings"][number]) => boolean,
  ) => ({
    name,
    ok: readings.every((reading, index) => {
      const report = reports[index];
      return report !== undefined && isRight(report, reading);
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
      (report, { resourceName, startAtMs }) =>
        report.report_name === `${resourceName}_${startAtMs}`,
    ),
    every("the value is in kW", (report, reading) => {
      const value = report.intervals?.[0]?.payloads[0]?.values[0];
      return typeof value === "number" && Math.abs(value * 1_000 - reading.value) < 1e-6;
    }),
    every("start is the reading's time in UTC", (report, reading) => {
      const startAtMs = Date.parse(`${report.start?.replace(/Z$/, "")}Z`);
      return startAtMs === Math.floor(reading.startAtMs / 1_000) * 1_000;
    }),
    every(
      "load_component names the load",
      (report, { loadId }) => report.load_component === loadId,
    ),
    every("nothing is null", (report) => !JSON.stringify(report).includes("null")),
  ];
}

async function checkAtVtn(
  context: CommandContext,
  vtnUrl: string,
  { venId, resource, readings }: CheckedReadings,
): Promise<readonly CheckResult[]> {
  const { settings, logger } = context;
  const { programId, zonedStart } = settings;
  await using client = new VenClient({
    ...vtnConnection(context, vtnUrl),
    auth: loginOf(context, venId),
    venName: venId,
    logger,
    zonedStart: zonedStart ?? false,
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
      name: `the VTN ${ven.created ? "registered" : "knows"} VEN ${venId}`,
      ok: true,
      detail: ven.vtnVenId,
    },
    { name: `the VTN ${registered.created ? "registered" : "knows"} ${resource.name}`, ok: true },
  ];
  for (const { loadId, startAtMs, value } of readings) {
    const outcome = await client.reportMeterDataOutcome({
      resourceId: resource.resourceId,
      resourceName: resource.name,
      loadId,
      timestampMs: startAtMs,
      powerW: value,
      ...(programId === undefined ? {} : { programId }),
    });
    const name = `the VTN accepts the report of ${loadId}`;
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
