import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { Event as Event301 } from "@ven/openadr-schema/3.0.1";
import type { Event as Event310 } from "@ven/openadr-schema/3.1.0";
import { checkObjectId } from "../api/check-object-id.ts";
import type { Stored } from "../api/object-collection.ts";
import type { VtnClient } from "../api/vtn-client.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import { checkObjectName } from "./check-object-name.ts";
import { type Ensured, findOrCreate } from "./find-or-create.ts";

/** An event as a VTN of the client's version keeps it. */
export type EnsuredEvent<Version extends OpenAdrVersion = OpenAdrVersion> = Version extends "3.0.1"
  ? Stored<Event301>
  : Stored<Event310>;

/** A report-only event that is to be at the VTN. */
export interface WantedReportOnlyEvent {
  /** The program that it belongs to. */
  readonly programID: string;
  /** Finds it again; need not be unique at the VTN, but should be within its program. */
  readonly eventName: string;
  /** What is to be reported. @defaultValue "READING" */
  readonly payloadType?: string;
  /** @defaultValue "DIRECT_READ" */
  readonly readingType?: string;
  /** @defaultValue "KW" */
  readonly units?: string;
}

/**
 * When a report-only event begins: an instant in the past that every VTN takes, as some refuse the
 * forms of "now".
 */
const LONG_AGO = "2000-01-01T00:00:00Z";

/**
 * Finds the event that reports quote where no event asked for them, or creates it, which most VTNs
 * allow business logic alone: it begins long ago, never ends and has no intervals of its own (3.0.1
 * wants one, which is empty). May be repeated.
 *
 * Event names are not unique, so two may be created at once: then both sides settle for the older
 * one, and the younger one is deleted.
 *
 * @throws {InvalidValueError} if the program's id is none, or the name is missing or too long
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export function ensureReportOnlyEvent<Version extends OpenAdrVersion>(
  client: VtnClient<Version>,
  event: WantedReportOnlyEvent,
  options: RequestOptions = {},
): Promise<Ensured<EnsuredEvent<Version>>> {
  return ensureAnyEvent(client, event, options) as Promise<Ensured<EnsuredEvent<Version>>>;
}

async function ensureAnyEvent(
  client: VtnClient,
  event: WantedReportOnlyEvent,
  options: RequestOptions,
): Promise<Ensured<EnsuredEvent>> {
  checkObjectId("programID", event.programID);
  checkObjectName("eventName", event.eventName);
  const find = () => findOldest(client, event, options);
  const ensured = await findOrCreate<EnsuredEvent>({
    find,
    create: () => createEvent(client, event, options),
    refused: async (cause) => cause,
  });
  if (!ensured.created) return ensured;
  const oldest = (await find()) ?? ensured.object;
  if (oldest.id === ensured.object.id) return ensured;
  await client.events.delete(ensured.object.id, options);
  return { object: oldest, created: false };
}

/** Of the events of this name: the one that was created first, as a VTN gives them in any order. */
async function findOldest(
  client: VtnClient,
  { programID, eventName }: WantedReportOnlyEvent,
  options: RequestOptions,
): Promise<EnsuredEvent | undefined> {
  const ofProgram: AsyncIterable<EnsuredEvent> = client.events.search({ programID }, options);
  let oldest: EnsuredEvent | undefined;
  for await (const known of ofProgram) {
    if (known.eventName !== eventName || known.programID !== programID) continue;
    if (oldest === undefined || isOlder(known, oldest)) oldest = known;
  }
  return oldest;
}

function isOlder(one: EnsuredEvent, other: EnsuredEvent): boolean {
  const age = Date.parse(one.createdDateTime ?? "") - Date.parse(other.createdDateTime ?? "");
  return age === 0 || Number.isNaN(age) ? one.id < other.id : age < 0;
}

function createEvent(
  client: VtnClient,
  event: WantedReportOnlyEvent,
  options: RequestOptions,
): Promise<EnsuredEvent> {
  const { programID, eventName } = event;
  const { payloadType = "READING", readingType = "DIRECT_READ", units = "KW" } = event;
  const descriptor = { payloadType, readingType, units, frequency: 0, repeat: -1 };
  const body = {
    programID,
    eventName,
    intervalPeriod: { start: LONG_AGO, duration: "P9999Y" },
  };
  if (client.protocol === "3.0.1") {
    const intervals = [{ id: 0, payloads: [] }];
    return client.events.create({ ...body, intervals, reportDescriptors: [descriptor] }, options);
  }
  const open = { ...descriptor, reportIntervals: "OPEN_INTERVALS" } as const;
  return client.events.create({ ...body, reportDescriptors: [open] }, options);
}
