import { type LogFields, REPEATED_LOG } from "@ven/core";
import { MANAGER_LOG } from "@ven/manager";
import { VEN_CLIENT_LOG, VTN_AUTH_LOG, VTN_HTTP_LOG } from "@ven/vtn-client";
import { CLI_LOG } from "../cli-log.ts";
import { countText } from "./count-text.ts";
import { durationText } from "./duration-text.ts";
import { printable } from "./printable.ts";
import { TICK_SKIPPED } from "./quiet-skips.ts";

/** Writes a record for a person; `undefined` if another line tells it. */
type LineWriter = (fields: LogFields) => string | undefined;

/** What a scheduler says when it runs once for several ticks. */
const TICKS_MISSED = "ticks missed: the process woke late and runs once for all of them";
/** What it says of a clock that was set back. */
const CLOCK_SET_BACK = "wall clock was set back; ticks that are settled do not run again";
/** What an outbox says, once a minute at most, of readings that it gave up. */
const READINGS_DROPPED = "outbox full, readings dropped";
const READINGS_EXPIRED = "readings expired in the outbox";

/** What came again, where its message alone would not tell a person. */
const REPEATED: Readonly<Record<string, string>> = {
  [MANAGER_LOG.postponed]: "the VTN has not taken readings, which are tried again",
  [MANAGER_LOG.ambiguous]: "readings may have arrived, which is found out",
};

/** How the messages that the packages log read to people. */
const LINES: Readonly<Record<string, LineWriter>> = {
  [MANAGER_LOG.tickStarted]: () => "Generating telemetry reports from simulated meter data...",
  [MANAGER_LOG.collecting]: ({ venId }) => `Collecting meter data for VEN: ${venId}`,
  [MANAGER_LOG.processing]: ({ venId, resourceCount }) =>
    `Processing ${resourceCount} resources for VEN ${venId}`,
  [MANAGER_LOG.missing]: ({ venId, missingCount }) =>
    `${missingCount} readings of VEN ${venId} are missing and were not reported`,
  [MANAGER_LOG.sent]: ({ venId, sentCount, readingCount, reportCount }) =>
    `Sent ${sentCount}/${readingCount} ${inReports(readingCount, reportCount, sentCount)} for VEN ${venId}`,
  [MANAGER_LOG.complete]: (fields) => {
    const { sentCount, failedCount, waitingCount, reportCount, resourceCount, venCount } = fields;
    const readingCount = Number(sentCount) + Number(failedCount) + Number(waitingCount);
    const sent = inReports(readingCount, reportCount, sentCount, " sent");
    return `Report generation complete: ${sentCount} ${sent} for ${resourceCount} resources across ${venCount} VENs`;
  },
  [MANAGER_LOG.reportAccepted]: ({ venId, readingCount, reportId }) =>
    `Successfully reported ${readingCount} readings of VEN ${venId} as ${reportId}`,
  // What waits in all is told behind each tick.
  [MANAGER_LOG.waiting]: () => undefined,
  [MANAGER_LOG.postponed]: ({ venId, reason, retryInMs }) =>
    `The VTN has not taken readings of VEN ${venId}, which are tried again${soon(retryInMs)}: ${reason}`,
  [MANAGER_LOG.ambiguous]: ({ venId, reason, retryInMs }) =>
    `Readings of VEN ${venId} may have arrived, which is found out${soon(retryInMs)}: ${reason}`,
  [MANAGER_LOG.undecided]: ({ venId, reason, onAmbiguous }) =>
    `Nobody can tell whether readings of VEN ${venId} arrived (--on-ambiguous ${onAmbiguous}): ${reason}`,
  [MANAGER_LOG.vtnDown]: ({ reason, retryInMs }) =>
    `The VTN does not take readings, and is tried again${soon(retryInMs)}: ${reason}`,
  [MANAGER_LOG.vtnBack]: () => "The VTN takes readings again",
  [MANAGER_LOG.roomAwaited]: () =>
    "The outbox is full, and a tick waits for room: nothing is read until the VTN takes readings",
  [MANAGER_LOG.tickStopped]: () => "The tick was stopped",
  [MANAGER_LOG.deadLetter]: ({ key, readingCount, reason }) =>
    `The VTN refused ${countText(Number(readingCount), "reading")} of ${key} for good (see ven outbox list): ${reason}`,
  [MANAGER_LOG.sinkFailed]: ({ sink, reason, retryInMs }) =>
    `Readings could not be written to ${sink}, and are written again${soon(retryInMs)}: ${reason}`,
  [MANAGER_LOG.sinkRefused]: ({ sink, readingCount, reason }) =>
    `${countText(Number(readingCount), "reading")} will never be in ${sink} (see ven outbox list --sink ${sink}): ${reason}`,
  [MANAGER_LOG.outboxFailed]: ({ reason }) => `The outbox failed: ${reason}`,
  [MANAGER_LOG.venFailed]: ({ venId, reason }) => `VEN ${venId} failed: ${reason}`,
  [MANAGER_LOG.venRegistered]: ({ venId, vtnVenId, created }) =>
    `VEN ${venId} ${created === true ? "registered" : "was registered already"} as ${vtnVenId}`,
  [MANAGER_LOG.resourcesRegistered]: ({ venId, registeredCount, existingCount, failedCount }) =>
    `Resources of VEN ${venId}: ${registeredCount} registered, ${existingCount} known already, ${failedCount} failed`,
  [VTN_HTTP_LOG.circuitOpened]: ({ origin, openMs }) =>
    `The VTN at ${origin} is down: nothing is sent for ${Number(openMs) / 1_000} s`,
  [VTN_HTTP_LOG.circuitClosed]: ({ origin }) => `The VTN at ${origin} is back`,
  [VTN_HTTP_LOG.insecure]: ({ vtnUrl }) =>
    `The certificates of ${vtnUrl} are not verified: anybody on the way may read and change all`,
  [VTN_AUTH_LOG.tokenReceived]: ({ clientId }) => `Token received for client ${clientId}`,
  [CLI_LOG.registering]: ({ venCount, patienceMs }) =>
    `Registering ${countText(Number(venCount), "VEN")}: the VTN has not taken any yet; meters are read once it has, or after ${durationText(Number(patienceMs))}`,
  [CLI_LOG.venNotRegistered]: ({ venId, reason }) =>
    `VEN ${venId} could not be registered, and is tried again later: ${reason}`,
  [CLI_LOG.openToOthers]: ({ host }) =>
    `The VTN listens on ${host} and wants no token: whoever reaches it may read and change all`,
  [REPEATED_LOG]: ({ like, count, venId }) => {
    const whose = venId === undefined ? "" : ` for VEN ${venId}`;
    const what = REPEATED[String(like)];
    if (what === undefined) return `${like}: ${count} more like it${whose}`;
    return `The same ${countText(Number(count), "more time")}${whose}: ${what}`;
  },
  [TICKS_MISSED]: ({ missed }) =>
    `${countText(Number(missed), "tick")} missed, as this process slept or was busy: this tick stands for all of them`,
  [CLOCK_SET_BACK]: ({ backMs }) =>
    `The clock of this machine was set back by ${durationText(Number(backMs))}: ticks that were done do not run again`,
  [READINGS_DROPPED]: ({ path, readingCount }) =>
    `The outbox is full: ${countText(Number(readingCount), "reading")} given up since this was last said (--on-full; ${path})`,
  [READINGS_EXPIRED]: ({ path, readingCount }) =>
    `${countText(Number(readingCount), "reading")} older than --max-outbox-age given up since this was last said (${path})`,
  [TICK_SKIPPED]: ({ skippedCount }) =>
    `A tick takes longer than --every: ${countText(Number(skippedCount), "tick")} skipped so far`,
  [CLI_LOG.vtnStarted]: ({ vtnUrl, vtnUrls }) =>
    vtnUrls === undefined
      ? `VTN listening at ${vtnUrl}`
      : `VTN listening at ${Object.entries(vtnUrls as object)
          .map(([protocol, url]) => `${url} (${protocol})`)
          .join(", ")}`,
  [CLI_LOG.fleetSeeded]: ({ path, resourceCount }) =>
    `Sample fleet of ${resourceCount} resources written to ${path}`,
  [CLI_LOG.replayFleet]: ({ file, meterCount, venId }) =>
    `No meter of ${file} belongs to a resource of the fleet: its own ${meterCount} meters are reported as VEN ${venId}`,
  [CLI_LOG.recordedFleet]: ({ file, meterCount }) =>
    `The ${meterCount} meters of ${file} play what was recorded of them`,
  [CLI_LOG.commandOutside]: ({ file, place }) =>
    `The command ${place} of ${file} lies wholly outside of --from and --to`,
  [CLI_LOG.registrationWaits]: ({ registeredCount, venCount }) =>
    `Waiting for the VTN: ${registeredCount} of ${countText(Number(venCount), "VEN")} registered`,
  [CLI_LOG.readingsWait]: ({ waitingCount, file, reason }) => {
    const why = reason === undefined ? "" : `: ${reason}`;
    return `${waiting(waitingCount)} in ${file ?? "memory"}${why}`;
  },
  [CLI_LOG.nothingLeft]: ({ file }) => `Nothing waits in ${file ?? "memory"} any more`,
  [CLI_LOG.readingsLeft]: ({ waitingCount, file }) =>
    file === undefined
      ? `${countText(Number(waitingCount), "reading")} did not reach the VTN`
      : `${waiting(waitingCount)} in ${file}: the next ven run or ven report sends them`,
  [CLI_LOG.backfillProgress]: ({ readingCount, percent, perSecond, leftMs }) => {
    const left = leftMs === undefined ? "" : `, ${durationText(Number(leftMs))} left`;
    return `${percent} % done: ${readingCount} readings, ${perSecond}/s${left}`;
  },
  [CLI_LOG.reportsAccepted]: ({ acceptedCount, reportCount }) =>
    `Accepted ${acceptedCount} ${acceptedCount === 1 ? "report" : "reports"} (${reportCount} in all)`,
  [VEN_CLIENT_LOG.accepted]: ({ resourceName, loadId, powerW }) =>
    `Successfully reported meter data for ${resourceName} (${loadId}): ${watts(powerW)}W`,
};

/**
 * Writes a log record as one line for a person, without its time.
 *
 * A message that is not known here is printed as it is, with its fields behind it.
 *
 * @returns `undefined` if another line tells it
 */
export function logLine(fields: LogFields, message: string): string | undefined {
  const known = LINES[message];
  if (known !== undefined) {
    const line = known(fields);
    return line === undefined ? undefined : printable(line);
  }
  const facts = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`);
  return printable([message, ...facts].join(" "));
}

/** Readings that have a report each are called reports. */
function inReports(
  readingCount: unknown,
  reportCount: unknown,
  sentCount: unknown,
  verb = "",
): string {
  if (readingCount === reportCount && reportCount !== 0) return `reports${verb}`;
  if (sentCount === 0) return `readings${verb}`;
  return `readings${verb} in ${reportCount} ${reportCount === 1 ? "report" : "reports"}`;
}

/** When something is tried again, if that is not at once. */
function soon(retryInMs: unknown): string {
  const ms = Number(retryInMs);
  return ms >= 1_000 ? ` in ${durationText(ms)}` : "";
}

function waiting(count: unknown): string {
  return `${countText(Number(count), "reading")} ${count === 1 ? "waits" : "wait"}`;
}

function watts(powerW: unknown): string {
  return typeof powerW === "number" ? powerW.toFixed(2) : String(powerW);
}
