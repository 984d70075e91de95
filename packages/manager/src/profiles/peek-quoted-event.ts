import { systemClock } from "@ven/core";
import { findReportOnlyEvent, type VtnClient } from "@ven/vtn-client";
import {
  type QuotedEvent,
  type QuotedEventOptions,
  quotedEventName,
  TELEMETRY_NAME,
} from "./find-quoted-event.ts";
import type { CallOptions } from "./profile.ts";
import { eventPeriodAt, madeWithinMs } from "./report-event-period.ts";

/**
 * The program and the event that `findQuotedEvent` would find where the options name no event; makes
 * none.
 *
 * @returns `undefined` if the VTN does not have them
 * @throws {InvalidValueError} if `eventPeriodMs` is out of its range
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export async function peekQuotedEvent(
  client: VtnClient,
  named: Omit<QuotedEventOptions, "eventId">,
  options: CallOptions = {},
): Promise<QuotedEvent | undefined> {
  const { clock = systemClock, eventPeriodMs } = named;
  const programID = named.programId ?? (await findProgram(client, options));
  if (programID === undefined) return undefined;
  const nowAtMs = clock.now();
  const within = madeWithinMs(eventPeriodAt(nowAtMs, eventPeriodMs), nowAtMs);
  const present = { programID, eventName: quotedEventName(named) };
  const lasting = { programID, eventName: TELEMETRY_NAME };
  const found =
    (await findReportOnlyEvent(client, present, { ...options, madeWithinMs: within })) ??
    (await findReportOnlyEvent(client, lasting, options));
  return found && { programId: programID, eventId: found.id };
}

async function findProgram(client: VtnClient, options: CallOptions): Promise<string | undefined> {
  const programs: AsyncIterable<{ readonly id: string; readonly programName: string }> =
    client.programs.search({}, options);
  for await (const { id, programName } of programs) if (programName === TELEMETRY_NAME) return id;
  return undefined;
}
