import { sleep, systemClock } from "@ven/core";
import type { OpenAdrVersion } from "@ven/openadr-schema";
import type { VtnClient } from "../api/vtn-client.ts";
import { isVtnProblemError } from "../errors/vtn-problem-error.ts";
import type { RequestOptions } from "../http/vtn-request.ts";
import type { Ensured } from "./find-or-create.ts";
import {
  checkEventKey,
  checkWithin,
  DEFAULT_PAYLOAD_TYPE,
  type EnsuredEvent,
  type FindEventOptions,
  findOldestEvent,
  type ReportOnlyEventKey,
} from "./find-report-only-event.ts";
import { madeAtMs } from "./newest-objects.ts";

/** A report-only event that is to be at the VTN. */
export interface WantedReportOnlyEvent extends ReportOnlyEventKey {
  /** @defaultValue "DIRECT_READ" */
  readonly readingType?: string;
  /** @defaultValue "KW" */
  readonly units?: string;
  /** When one that is made is in force. @defaultValue since the year 2000, for ever */
  readonly intervalPeriod?: { readonly start: string; readonly duration: string };
}

/** What the search for an event may be given; the `clock` also measures the pause before the second look. */
export type EnsureEventOptions = FindEventOptions;

/**
 * When a report-only event is in force unless it is told: from an instant in the past that every VTN
 * takes, as some refuse the forms of "now".
 */
const ALWAYS = { start: "2000-01-01T00:00:00Z", duration: "P9999Y" } as const;

/**
 * Finds the event that reports quote where no event asked for them, or creates it, which most VTNs
 * allow business logic alone: it has no intervals of its own (3.0.1 wants one, which is empty). May be
 * repeated.
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
 * - With `madeWithinMs`, an event made longer ago may be passed over, and another be made beside it.
 *   Who may make none has all events read first.
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
  options: EnsureEventOptions,
): Promise<Ensured<EnsuredEvent>> {
  checkEventKey(event);
  const { clock = systemClock, madeWithinMs = Infinity, ...callOptions } = options;
  const sinceAtMs = clock.now() - checkWithin(madeWithinMs);
  const known = await findOldestEvent(client, event, sinceAtMs, callOptions);
  if (known !== undefined) return { object: known, created: false };
  let own: EnsuredEvent;
  try {
    own = await createEvent(client, event, callOptions);
  } catch (error) {
    if (!isVtnProblemError(error)) throw error;
    const isUnread = error.status === 403 && sinceAtMs !== -Infinity;
    if (!isUnread && error.status !== 409) throw error;
    const madeByOthers = await findOldestEvent(client, event, -Infinity, callOptions);
    if (madeByOthers === undefined) throw error;
    return { object: madeByOthers, created: false };
  }
  await sleep(clock, resolutionMs(own.createdDateTime), callOptions);
  // By the VTN's own clock, which may be another.
  const ownSinceAtMs = madeAtMs(own) - madeWithinMs;
  const oldest = (await findOldestEvent(client, event, ownSinceAtMs, callOptions)) ?? own;
  if (oldest.id === own.id) return { object: own, created: true };
  await client.events.delete(own.id, callOptions);
  return { object: oldest, created: false };
}

/** How far apart two instants are at least that a VTN writes differently, by what it wrote; ms. */
function resolutionMs(dateTime = ""): number {
  const digits = /\.(\d{1,9})/.exec(dateTime)?.[1] ?? "";
  return Math.max(1, 1_000 / 10 ** digits.length);
}

function createEvent(
  client: VtnClient,
  event: WantedReportOnlyEvent,
  options: RequestOptions,
): Promise<EnsuredEvent> {
  const { programID, eventName } = event;
  const { payloadType = DEFAULT_PAYLOAD_TYPE, readingType = "DIRECT_READ", units = "KW" } = event;
  const { intervalPeriod = ALWAYS } = event;
  const descriptor = { payloadType, readingType, units, frequency: 0, repeat: -1 };
  const body = { programID, eventName, intervalPeriod };
  if (client.protocol === "3.0.1") {
    const intervals = [{ id: 0, payloads: [] }];
    return client.events.create({ ...body, intervals, reportDescriptors: [descriptor] }, options);
  }
  const open = { ...descriptor, reportIntervals: "OPEN_INTERVALS" } as const;
  // Without intervals, this alone says when the event has transpired.
  const end = event.intervalPeriod && { duration: event.intervalPeriod.duration };
  return client.events.create({ ...body, ...end, reportDescriptors: [open] }, options);
}
