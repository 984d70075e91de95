import { InvalidValueError, type KeyedRandom, textKey } from "@ven/core";
import { addSpan } from "../time/add-duration.ts";
import { calendarSpan } from "../time/calendar-span.ts";
import { parseDuration } from "../time/duration.ts";
import type { TimeZone } from "../time/time-zone.ts";

/**
 * Where the shifts of `randomizeStart` come from: the random numbers of a seed, one seed per VEN, or
 * a function of the event's id and the interval's index in its list that returns 0 to 1.
 *
 * The same numbers must come for the same event each time, or its intervals move between two looks.
 */
export type RandomStart = KeyedRandom | ((eventId: string, intervalIndex: number) => number);

/** Which stream of a {@link KeyedRandom} holds the shifts. */
const STREAM = 0;

/**
 * By how much a start moves, whole ms: uniform between minus and plus the length of `bound`.
 *
 * @param bound - an ISO 8601 duration; its sign does not matter
 * @param atMs - the start, as the length of months and days depends on it
 * @throws {InvalidValueError} if the bound is no finite duration, or the random number is not 0 to 1
 */
export function randomShiftMs(
  random: RandomStart,
  place: { readonly eventId: string; readonly intervalIndex: number; readonly subject: string },
  bound: string,
  atMs: number,
  zone: TimeZone | undefined,
): number {
  const boundMs = Math.abs(
    addSpan(atMs, calendarSpan(parseDuration(bound, place.subject)), zone) - atMs,
  );
  if (!Number.isFinite(boundMs)) {
    throw new InvalidValueError(place.subject, bound, "give a finite duration");
  }
  if (boundMs === 0) return 0;
  const share = shareOf(random, place.eventId, place.intervalIndex);
  if (!(share >= 0 && share <= 1)) {
    throw new InvalidValueError("random number", share, "return 0 to 1 from options.random");
  }
  return Math.round((2 * share - 1) * boundMs) + 0;
}

function shareOf(random: RandomStart, eventId: string, intervalIndex: number): number {
  if (typeof random === "function") return random(eventId, intervalIndex);
  return random.uniform(textKey(eventId), STREAM, intervalIndex);
}
