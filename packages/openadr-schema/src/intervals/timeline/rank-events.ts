import { parseDateTime } from "../../time/date-time.ts";
import { isDateTimeText } from "../../time/is-date-time-text.ts";
import type { RankedEvent } from "./timeline.ts";

/** Puts events in the order in which they count, the one that beats all others first. */
export function rankEvents<Event extends RankedEvent>(events: Iterable<Event>): readonly Event[] {
  return [...events]
    .map((event) => ({ event, createdAtMs: createdAtMs(event) }))
    .sort(
      (a, b) =>
        compare(a.event.priority ?? Infinity, b.event.priority ?? Infinity) ||
        compare(b.createdAtMs, a.createdAtMs) ||
        compare(a.event.id ?? "", b.event.id ?? ""),
    )
    .map(({ event }) => event);
}

/** Without a creation that can be read, an event counts as the oldest. */
function createdAtMs({ createdDateTime }: RankedEvent): number {
  if (createdDateTime === undefined || !isDateTimeText(createdDateTime)) return -Infinity;
  const atMs = parseDateTime(createdDateTime);
  return atMs === "now" ? -Infinity : atMs;
}

function compare<Key extends number | string>(a: Key, b: Key): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
