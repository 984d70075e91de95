import { peekQuotedEvent } from "@ven/manager";
import { createVtnClient, isVtnProblemError, type VtnClient, type VtnHttp } from "@ven/vtn-client";
import type { CommandContext } from "../compose/command-context.ts";
import { eventPeriodOf } from "../compose/event-period.ts";
import { loginOf } from "../compose/vtn-login.ts";
import { bad, type Finding, good } from "./finding.ts";

/** Looks whether reports of 3.0.1 and 3.1.0 have an event to quote; creates none. */
export async function examineEvent(
  context: CommandContext,
  http: VtnHttp,
  venIds: readonly string[],
): Promise<readonly Finding[]> {
  const { settings, login, logger, clock } = context;
  const { protocol = "flat", eventId } = settings;
  const [venId] = venIds;
  if (protocol === "flat" || venId === undefined) return [];
  const { businessLogicAuth } = login;
  const auth = businessLogicAuth ?? loginOf(context, venId);
  const client = createVtnClient({ protocol, http, auth, logger });
  if (eventId !== undefined) return [await examineNamed(client, eventId)];
  const found = await peekQuotedEvent(client, { ...settings, ...eventPeriodOf(settings), clock });
  const who = businessLogicAuth === undefined ? "VENs" : "business logic";
  return [
    good(
      "Event",
      found === undefined
        ? `none yet: the first report makes it, if ${who} may`
        : `quoted as ${found.eventId}`,
    ),
  ];
}

async function examineNamed(client: VtnClient, eventId: string): Promise<Finding> {
  try {
    const { id } = await client.events.get(eventId);
    return good("Event", `quoted as ${id}`);
  } catch (error) {
    if (!isVtnProblemError(error) || error.status !== 404) throw error;
    return bad("Event", `there is no event "${eventId}"`, "event");
  }
}
