import { type Clock, sleep, systemClock } from "@ven/core";
import { isReportOnlyEvent, type OpenAdrVersion } from "@ven/openadr-schema";
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
  /** Finds it again, together with the payload type; need not be unique. */
  readonly eventName: string;
  /** What is to be reported; an event that does not ask for it is not taken. @defaultValue "READING" */
  readonly payloadType?: string;
  /** @defaultValue "DIRECT_READ" */
  readonly readingType?: string;
  /** @defaultValue "KW" */
  readonly units?: string;
}

/** What the search for an event may be given. */
export interface EnsureEventOptions extends RequestOptions {
  /** What measures the pause before the second look. @defaultValue the system's */
  readonly clock?: Clock;
}

/**
 * When a report-only event begins: an instant in the past that every VTN takes, as some refuse the
 * forms of "now".
 */
const LONG_AGO = "2000-01-01T00:00:00Z";

const DEFAULT_PAYLOAD_TYPE = "READING";

/**
 * Finds the event that reports quote where no event asked for them, or creates it, which most VTNs
 * allow business logic alone: it begins long ago, never ends and has no intervals of its own (3.0.1
 * wants one, which is empty). May be repeated.
 *
 * Event names are not unique. Events of this name that say something else, such as prices, or do not
 * ask for this payload type are none of this function's: beside them it creates its own, and
 * `created` tells. Of the rest it takes the oldest, in the order of `createdDateTime` and `id`.
 *
 * Several clients may create one at once. Whoever did looks again once no other event can get the same
 * `createdDateTime` any more, after a second where a VTN gives whole ones, and deletes its own unless
 * it is the oldest; so all who created one settle for the same event. What that cannot settle:
 *
 * - Who merely finds an event while its maker still waits may hold one that is deleted at the end of
 *   the pause; to ask again gives the one that stays.
 * - A maker that is stopped during its pause leaves its event there. All still take the oldest.
 * - A VTN that gives no `createdDateTime`, or whose clock runs backwards, has no oldest.
 *
 * @throws {InvalidValueError} if the program's id is none, or the name is missing or too long
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export function ensureReportOnlyEvent<Version extends OpenAdrVersion>(
  client: VtnClient<Version>,
  event: WantedReportOnlyEvent,
  options: EnsureEventOptions = {},
): Promise<Ensured<EnsuredEvent<Version>>> {
  return ensureAnyEvent(client, event, options) as Promise<Ensured<EnsuredEvent<Version>>>;
}

async function ensureAnyEvent(
  client: VtnClient,
  event: WantedReportOnlyEvent,
  { clock = systemClock, ...options }: EnsureEventOptions,
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
  await sleep(clock, resolutionMs(ensured.object.createdDateTime), options);
  const oldest = (await find()) ?? ensured.object;
  if (oldest.id === ensured.object.id) return ensured;
  await client.events.delete(ensured.object.id, options);
  return { object: oldest, created: false };
}

/** How far apart two instants are at least that a VTN writes differently, by what it wrote; ms. */
function resolutionMs(dateTime = ""): number {
  const digits = /\.(\d{1,9})/.exec(dateTime)?.[1] ?? "";
  return Math.max(1, 1_000 / 10 ** digits.length);
}

/** Of the events that are as wanted: the oldest, as a VTN gives them in any order. */
async function findOldest(
  client: VtnClient,
  { programID, eventName, payloadType = DEFAULT_PAYLOAD_TYPE }: WantedReportOnlyEvent,
  options: RequestOptions,
): Promise<EnsuredEvent | undefined> {
  const ofProgram: AsyncIterable<EnsuredEvent> = client.events.search({ programID }, options);
  let oldest: EnsuredEvent | undefined;
  for await (const known of ofProgram) {
    if (known.eventName !== eventName || known.programID !== programID) continue;
    if (!isReportOnlyEvent(known) || !asksFor(known, payloadType)) continue;
    if (oldest === undefined || isOlder(known, oldest)) oldest = known;
  }
  return oldest;
}

function asksFor({ reportDescriptors }: EnsuredEvent, wanted: string): boolean {
  return (reportDescriptors ?? []).some(({ payloadType }) => payloadType === wanted);
}

/** A total order, which every client finds the same. */
function isOlder(one: EnsuredEvent, other: EnsuredEvent): boolean {
  const [a, b] = [createdAtMs(one), createdAtMs(other)];
  return a === b ? one.id < other.id : a < b;
}

/** Epoch ms; `Infinity` where the VTN does not say. */
function createdAtMs({ createdDateTime = "" }: EnsuredEvent): number {
  const atMs = Date.parse(createdDateTime);
  return Number.isNaN(atMs) ? Infinity : atMs;
}

function createEvent(
  client: VtnClient,
  event: WantedReportOnlyEvent,
  options: RequestOptions,
): Promise<EnsuredEvent> {
  const { programID, eventName } = event;
  const { payloadType = DEFAULT_PAYLOAD_TYPE, readingType = "DIRECT_READ", units = "KW" } = event;
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
