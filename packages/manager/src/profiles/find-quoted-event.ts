import { systemClock } from "@ven/core";
import {
  ensureProgram,
  ensureReportOnlyEvent,
  findReportOnlyEvent,
  isVtnProblemError,
  type VtnClient,
} from "@ven/vtn-client";
import { NoReportEventError } from "../errors/no-report-event-error.ts";
import type { VenManagerOptions } from "../ven-manager-options.ts";
import type { CallOptions } from "./profile.ts";
import {
  eventPeriodAt,
  madeWithinMs,
  reportEventName,
  reportEventTimes,
} from "./report-event-period.ts";

/**
 * Name of the program that is found or created unless another is named, and the beginning of the
 * names of its events.
 */
export const TELEMETRY_NAME = "ven-telemetry";

/** What every report quotes. */
export interface QuotedEvent {
  readonly programId: string;
  readonly eventId: string;
}

/** The part of a manager's options that says which event reports quote. */
export type QuotedEventOptions = Pick<
  VenManagerOptions,
  "programId" | "eventId" | "eventPeriodMs" | "clock"
>;

/**
 * The name of the event that reports quote now, unless the options name one by its id:
 * `ven-telemetry 2026-11-25T23:00Z`.
 *
 * @throws {InvalidValueError} if `eventPeriodMs` is out of its range
 */
export function quotedEventName(
  named: Pick<QuotedEventOptions, "eventPeriodMs" | "clock"> = {},
): string {
  const { clock = systemClock, eventPeriodMs } = named;
  return reportEventName(TELEMETRY_NAME, eventPeriodAt(clock.now(), eventPeriodMs));
}

/**
 * Finds the program and the event that reports quote now: those that the options name, else those
 * called {@link TELEMETRY_NAME} and {@link quotedEventName}, which are created where they are missing.
 * Who may create none quotes an event called {@link TELEMETRY_NAME} alone, if somebody made one.
 *
 * @throws {NoReportEventError} if there is no event of this id, or none and this client may not create
 * it
 * @throws {InvalidValueError} if `eventPeriodMs` is out of its range
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export async function findQuotedEvent(
  client: VtnClient,
  named: QuotedEventOptions,
  options: CallOptions,
): Promise<QuotedEvent> {
  const { programId, eventId } = named;
  try {
    if (eventId !== undefined) {
      // An event belongs to a program, so who names the event need not name the program.
      const { programID } = await client.events.get(eventId, options);
      return { programId: programId ?? programID, eventId };
    }
    const programID = programId ?? (await findProgram(client, options));
    return { programId: programID, eventId: await findEvent(client, programID, named, options) };
  } catch (cause) {
    if (!isVtnProblemError(cause)) throw cause;
    // 403: it may not be created; 404: there is none of this id.
    if (cause.status !== (eventId === undefined ? 403 : 404)) throw cause;
    throw new NoReportEventError(client.vtnUrl, eventId, cause);
  }
}

async function findProgram(client: VtnClient, options: CallOptions): Promise<string> {
  const { object } = await ensureProgram(client, { programName: TELEMETRY_NAME }, options);
  return object.id;
}

async function findEvent(
  client: VtnClient,
  programID: string,
  { clock = systemClock, eventPeriodMs }: QuotedEventOptions,
  options: CallOptions,
): Promise<string> {
  const nowAtMs = clock.now();
  const period = eventPeriodAt(nowAtMs, eventPeriodMs);
  const event = {
    programID,
    eventName: reportEventName(TELEMETRY_NAME, period),
    intervalPeriod: reportEventTimes(period),
  };
  try {
    // The pause of the search is the VTN's, so not on the clock of the reports.
    const search = { ...options, madeWithinMs: madeWithinMs(period, nowAtMs) };
    return (await ensureReportOnlyEvent(client, event, search)).object.id;
  } catch (error) {
    if (!isVtnProblemError(error) || error.status !== 403) throw error;
    const lasting = { programID, eventName: TELEMETRY_NAME };
    const known = await findReportOnlyEvent(client, lasting, options);
    if (known === undefined) throw error;
    return known.id;
  }
}
