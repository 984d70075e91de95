import { type Clock, systemClock } from "@ven/core";
import { isReportOnlyEvent, type OpenAdrVersion } from "@ven/openadr-schema";
import type { Event as Event301 } from "@ven/openadr-schema/3.0.1";
import type { Event as Event310 } from "@ven/openadr-schema/3.1.0";
import { checkObjectId } from "../api/check-object-id.ts";
import type { Stored } from "../api/object-collection.ts";
import type { SearchOptions } from "../api/search-pages.ts";
import type { VtnClient } from "../api/vtn-client.ts";
import { checkRange } from "../http/check-range.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import { checkObjectName } from "./check-object-name.ts";
import { madeAtMs, newestObjects } from "./newest-objects.ts";

/** An event as a VTN of the client's version keeps it. */
export type EnsuredEvent<Version extends OpenAdrVersion = OpenAdrVersion> = Version extends "3.0.1"
  ? Stored<Event301>
  : Stored<Event310>;

/** What a report-only event is found by. */
export interface ReportOnlyEventKey {
  /** The program that it belongs to. */
  readonly programID: string;
  /** Finds it again, together with the payload type; need not be unique. */
  readonly eventName: string;
  /** What is to be reported; an event that does not ask for it is not taken. @defaultValue "READING" */
  readonly payloadType?: string;
}

/** What the search for a report-only event may be given. */
export interface FindEventOptions extends RequestOptions {
  /**
   * Nobody made an event of this name longer ago than this, ms: at a VTN that lists events in the order
   * in which they were made, older ones are not read. 0 or more. @defaultValue all are read
   */
  readonly madeWithinMs?: number;
  /** @defaultValue the system's */
  readonly clock?: Clock;
}

/** What is reported unless the event says otherwise. */
export const DEFAULT_PAYLOAD_TYPE = "READING";

/**
 * Finds the event that reports quote where no event asked for them: of those of this name that say
 * nothing but to report this payload type, the oldest, in the order of `createdDateTime` and `id`.
 *
 * @returns `undefined` if there is none
 * @throws {InvalidValueError} if the program's id is none, the name is missing or too long, or
 * `madeWithinMs` is below 0
 * @throws {VtnUnreachableError | VtnProblemError | VtnAnswerError | VtnAuthError}
 */
export async function findReportOnlyEvent<Version extends OpenAdrVersion>(
  client: VtnClient<Version>,
  event: ReportOnlyEventKey,
  options: FindEventOptions = {},
): Promise<EnsuredEvent<Version> | undefined> {
  checkEventKey(event);
  const { clock = systemClock, madeWithinMs = Infinity, ...callOptions } = options;
  const sinceAtMs = clock.now() - checkWithin(madeWithinMs);
  const found = await findOldestEvent(client as VtnClient, event, sinceAtMs, callOptions);
  return found as EnsuredEvent<Version> | undefined;
}

/** @throws {InvalidValueError} if the program's id is none, or the name is missing or too long */
export function checkEventKey({ programID, eventName }: ReportOnlyEventKey): void {
  checkObjectId("programID", programID);
  checkObjectName("eventName", eventName);
}

/** @throws {InvalidValueError} if it is below 0 */
export function checkWithin(madeWithinMs: number): number {
  return checkRange("madeWithinMs", madeWithinMs, { least: 0, most: Infinity });
}

/**
 * {@link findReportOnlyEvent} for a client of either version.
 *
 * @param sinceAtMs - epoch ms by the VTN's clock; `-Infinity`: all events are read
 */
export async function findOldestEvent(
  client: VtnClient,
  event: ReportOnlyEventKey,
  sinceAtMs: number,
  options: RequestOptions,
): Promise<EnsuredEvent | undefined> {
  const { programID } = event;
  const search = (pages: SearchOptions): AsyncIterable<EnsuredEvent> =>
    client.events.search({ programID }, { ...options, ...pages });
  if (sinceAtMs !== -Infinity) {
    const readPage = (skip: number, pageSize: number) => firstPage(search, { skip, pageSize });
    const newest = await newestObjects(readPage, sinceAtMs);
    if (newest !== undefined) return oldestOf(newest, event);
  }
  let oldest: EnsuredEvent | undefined;
  for await (const known of search({})) {
    oldest = oldestOf(oldest === undefined ? [known] : [oldest, known], event);
  }
  return oldest;
}

async function firstPage(
  search: (options: SearchOptions) => AsyncIterable<EnsuredEvent>,
  page: { readonly skip: number; readonly pageSize: number },
): Promise<readonly EnsuredEvent[]> {
  const events: EnsuredEvent[] = [];
  for await (const event of search(page)) {
    // To go on would ask for the next page.
    if (events.push(event) === page.pageSize) break;
  }
  return events;
}

/** Of the events that are as wanted: the oldest, as a VTN gives them in any order. */
function oldestOf(
  events: readonly EnsuredEvent[],
  { programID, eventName, payloadType = DEFAULT_PAYLOAD_TYPE }: ReportOnlyEventKey,
): EnsuredEvent | undefined {
  let oldest: EnsuredEvent | undefined;
  for (const known of events) {
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
  const [a, b] = [madeAtMs(one), madeAtMs(other)];
  return a === b ? one.id < other.id : a < b;
}
