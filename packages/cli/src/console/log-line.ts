import { type LogFields, REPEATED_LOG } from "@ven/core";
import { MANAGER_LOG } from "@ven/manager";
import { VEN_CLIENT_LOG } from "@ven/vtn-client";
import { CLI_LOG } from "../cli-log.ts";
import { printable } from "./printable.ts";

type LineWriter = (fields: LogFields) => string;

/** How the messages that the packages log read to people. */
const LINES: Readonly<Record<string, LineWriter>> = {
  [MANAGER_LOG.tickStarted]: () => "Generating telemetry reports from simulated meter data...",
  [MANAGER_LOG.collecting]: ({ venId }) => `Collecting meter data for VEN: ${venId}`,
  [MANAGER_LOG.processing]: ({ venId, resourceCount }) =>
    `Processing ${resourceCount} resources for VEN ${venId}`,
  [MANAGER_LOG.missing]: ({ venId, missingCount }) =>
    `${missingCount} readings of VEN ${venId} are missing and were not reported`,
  [MANAGER_LOG.sent]: ({ venId, sentCount, reportCount }) =>
    `Sent ${sentCount}/${reportCount} reports for VEN ${venId}`,
  [MANAGER_LOG.complete]: ({ sentCount, resourceCount, venCount }) =>
    `Report generation complete: ${sentCount} reports sent for ${resourceCount} resources across ${venCount} VENs`,
  [MANAGER_LOG.venRegistered]: ({ venId, vtnVenId, created }) =>
    `VEN ${venId} ${created === true ? "registered" : "was registered already"} as ${vtnVenId}`,
  [MANAGER_LOG.resourcesRegistered]: ({ venId, registeredCount, existingCount, failedCount }) =>
    `Resources of VEN ${venId}: ${registeredCount} registered, ${existingCount} known already, ${failedCount} failed`,
  [REPEATED_LOG]: ({ like, count, venId }) => `${like}: ${count} more like it for VEN ${venId}`,
  [CLI_LOG.vtnStarted]: ({ vtnUrl }) => `VTN listening at ${vtnUrl}`,
  [CLI_LOG.fleetSeeded]: ({ path, resourceCount }) =>
    `Sample fleet of ${resourceCount} resources written to ${path}`,
  [CLI_LOG.replayFleet]: ({ file, meterCount, venId }) =>
    `No meter of ${file} belongs to a resource of the fleet: its own ${meterCount} meters are reported as VEN ${venId}`,
  [CLI_LOG.reportsAccepted]: ({ acceptedCount, reportCount }) =>
    `Accepted ${acceptedCount} reports (${reportCount} in all)`,
  [VEN_CLIENT_LOG.accepted]: ({ resourceName, loadId, powerW }) =>
    `Successfully reported meter data for ${resourceName} (${loadId}): ${watts(powerW)}W`,
};

/**
 * Writes a log record as one line for a person, without its time.
 *
 * A message that is not known here is printed as it is, with its fields behind it.
 */
export function logLine(fields: LogFields, message: string): string {
  const known = LINES[message];
  if (known !== undefined) return printable(known(fields));
  const facts = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  return printable([message, ...facts].join(" "));
}

function watts(powerW: unknown): string {
  return typeof powerW === "number" ? powerW.toFixed(2) : String(powerW);
}
