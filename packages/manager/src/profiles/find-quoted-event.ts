import {
  ensureProgram,
  ensureReportOnlyEvent,
  isVtnProblemError,
  type VtnClient,
} from "@ven/vtn-client";
import { NoReportEventError } from "../errors/no-report-event-error.ts";
import type { VenManagerOptions } from "../ven-manager-options.ts";
import type { CallOptions } from "./profile.ts";

/** Name of the program and of the event that are found or created, unless others are named. */
export const TELEMETRY_NAME = "ven-telemetry";

/** What every report quotes. */
export interface QuotedEvent {
  readonly programId: string;
  readonly eventId: string;
}

/**
 * Finds the program and the event that reports quote: those that the options name, else those called
 * {@link TELEMETRY_NAME}, which are created where they are missing.
 *
 * @throws {NoReportEventError} if there is no event of this id, or none and this client may not create
 * it
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export async function findQuotedEvent(
  client: VtnClient,
  named: Pick<VenManagerOptions, "programId" | "eventId">,
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
    const event = { programID, eventName: TELEMETRY_NAME };
    const { object } = await ensureReportOnlyEvent(client, event, options);
    return { programId: programID, eventId: object.id };
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
