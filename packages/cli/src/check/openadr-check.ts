import { describeError } from "@ven/core";
import { findQuotedEvent } from "@ven/manager";
import {
  encodeReports,
  type OpenAdrVersion,
  type ReportRequestOf,
  reportResourceName,
  schemaIssues,
} from "@ven/openadr-schema";
import { reportRequestSchema as schema301 } from "@ven/openadr-schema/3.0.1";
import { reportRequestSchema as schema310 } from "@ven/openadr-schema/3.1.0";
import { createVtnClient, ensureResources, ensureVen, VtnHttp } from "@ven/vtn-client";
import type { CommandContext } from "../compose/command-context.ts";
import { eventPeriodOf } from "../compose/event-period.ts";
import { vtnConnection } from "../compose/vtn-connection.ts";
import { loginOf } from "../compose/vtn-login.ts";
import {
  type CheckedReadings,
  type CheckResult,
  OFFLINE_ID,
  type ReportCheck,
} from "./report-check.ts";

const SCHEMAS = { "3.0.1": schema301, "3.1.0": schema310 } as const;

/** A report of either version. */
type AnyReport = ReportRequestOf<OpenAdrVersion>;

/** Checks the report of OpenADR 3.0.1 or 3.1.0: one for all readings. */
export function openAdrCheck(version: OpenAdrVersion, checked: CheckedReadings): ReportCheck {
  const report = encode(version, checked, { programId: OFFLINE_ID, eventId: OFFLINE_ID });
  return {
    report,
    results: checkStructure(version, checked, report),
    checkAtVtn: (context, vtnUrl) => checkAtVtn(version, context, vtnUrl, checked),
  };
}

function encode(
  version: OpenAdrVersion,
  { venId, readings }: CheckedReadings,
  quoted: { readonly programId: string; readonly eventId: string },
): AnyReport | undefined {
  const { programId: programID, eventId: eventID } = quoted;
  const envelope = { programID, eventID, clientName: venId };
  return encodeReports<OpenAdrVersion>(version, envelope, readings).reports[0];
}

function checkStructure(
  version: OpenAdrVersion,
  { readings }: CheckedReadings,
  report: AnyReport | undefined,
): readonly CheckResult[] {
  const detail = `${report?.resources.length ?? 0} resources`;
  const every = (
    name: string,
    isRight: (
      resource: AnyReport["resources"][number],
      reading: CheckedReadings["readings"][number],
    ) => boolean,
  ) => ({
    name,
    ok: readings.every((reading, index) => {
      const resource = report?.resources[index];
      return resource !== undefined && isRight(resource, reading);
    }),
    detail,
  });
  const parsed = SCHEMAS[version].safeParse(report);
  const [issue] = parsed.success ? [] : schemaIssues(parsed.error);
  return [
    {
      name: `the schema of OpenADR ${version} accepts it`,
      ok: issue === undefined,
      detail: issue === undefined ? detail : `${issue.path} ${issue.rule}`,
    },
    every(
      "each load is a resource <site>/<load>",
      ({ resourceName }, reading) => resourceName === reportResourceName(reading),
    ),
    every("the value is a READING in KW", ({ intervals }, reading) => {
      const { type, values } = intervals[0]?.payloads[0] ?? {};
      return type === "READING" && Math.abs(Number(values?.[0]) * 1_000 - reading.value) < 1e-6;
    }),
    every(
      "start is the reading's time",
      ({ intervalPeriod }, { startAtMs }) => Date.parse(intervalPeriod?.start ?? "") === startAtMs,
    ),
  ];
}

async function checkAtVtn(
  version: OpenAdrVersion,
  context: CommandContext,
  vtnUrl: string,
  checked: CheckedReadings,
): Promise<readonly CheckResult[]> {
  const { settings, logger, clock, login } = context;
  const { venId, readings } = checked;
  await using http = new VtnHttp(vtnConnection(context, vtnUrl));
  const connect = (auth: (typeof login)["auth"]) =>
    createVtnClient({ protocol: version, http, auth, logger, clock });
  const client = connect(loginOf(context, venId));
  const ven = await ensureVen(client, { venName: venId });
  const results: CheckResult[] = [
    {
      name: `the VTN ${ven.created ? "registered" : "knows"} VEN ${venId}`,
      ok: true,
      detail: ven.object.id,
    },
  ];
  const wanted = readings.flatMap((reading) => {
    const resourceName = reportResourceName(reading);
    return resourceName === undefined ? [] : [{ resourceName }];
  });
  for (const outcome of await ensureResources(client, ven.object.id, wanted)) {
    const { kind, resourceName } = outcome;
    results.push(
      kind === "failed"
        ? {
            name: `the VTN registers ${resourceName}`,
            ok: false,
            detail: describeError(outcome.error),
          }
        : {
            name: `the VTN ${kind === "created" ? "registered" : "knows"} ${resourceName}`,
            ok: true,
          },
    );
  }
  const finder = login.businessLogicAuth === undefined ? client : connect(login.businessLogicAuth);
  const quoted = await findQuotedEvent(finder, { ...settings, ...eventPeriodOf(settings) }, {});
  results.push({ name: "the VTN has an event to quote", ok: true, detail: quoted.eventId });
  const report = encode(version, checked, quoted);
  const name = `the VTN accepts the report of ${readings.length} readings`;
  try {
    const { id } = await client.reports.createEncoded(JSON.stringify(report));
    results.push({ name, ok: true, detail: id ?? "it gave no id" });
  } catch (error) {
    results.push({ name, ok: false, detail: describeError(error) });
  }
  return results;
}
