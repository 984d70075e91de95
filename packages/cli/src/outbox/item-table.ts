import type { OutboxItem } from "@ven/store";
import Table from "cli-table3";
import { durationText } from "../console/duration-text.ts";
import { localTime } from "../console/local-time.ts";
import { printable } from "../console/printable.ts";

/** Longest reason in a table, characters; `ven outbox show` has all of it. */
const LONGEST_REASON = 60;

/**
 * Entries of an outbox as a table for people.
 *
 * @param isCut - whether long reasons are cut, so that a line fits into a terminal
 */
export function itemTable(items: readonly OutboxItem[], nowMs: number, isCut: boolean): string {
  const table = new Table({
    head: ["id", "VEN", "read at", "readings", "state", "attempts", "why"],
    colAligns: ["right", "left", "left", "right", "left", "right", "left"],
    style: { head: [], border: [] },
  });
  for (const item of items) {
    const { entryId, stream, atMs, count, attempts } = item;
    const why = printable(whyOf(item, nowMs));
    const isLong = isCut && why.length > LONGEST_REASON;
    const shown = isLong ? `${why.slice(0, LONGEST_REASON - 1)}…` : why;
    table.push([entryId, printable(stream), localTime(atMs), count, item.state, attempts, shown]);
  }
  return table.toString();
}

/** An entry as one line of JSON, for programs. */
export function itemJson(item: OutboxItem): string {
  const { entryId, key, kind, stream, atMs, count, byteLength, state, attempts } = item;
  return JSON.stringify({
    schema: "ven.outbox.entry/1",
    id: entryId,
    key,
    kind,
    ven: stream,
    at: new Date(atMs).toISOString(),
    readingCount: count,
    byteLength,
    state,
    attempts,
    ...(item.retryAtMs === undefined ? {} : { retryAt: new Date(item.retryAtMs).toISOString() }),
    ...(item.reason === undefined ? {} : { reason: item.reason }),
  });
}

/** Why an entry is not delivered yet, and when it is tried again. */
export function whyOf({ state, reason, retryAtMs }: OutboxItem, nowMs: number): string {
  const waits = retryAtMs !== undefined && retryAtMs > nowMs;
  const again = waits ? `again in ${durationText(retryAtMs - nowMs)}` : "";
  const why = reason ?? (state === "intent" ? "under way" : "not tried yet");
  return again === "" ? why : `${again}: ${why}`;
}
