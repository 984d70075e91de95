import { sql } from "kysely";
import type { OutboxStatus, SinkStatus } from "../outbox-status.ts";
import { DUE, POSTPONED } from "./delivery-state.ts";
import { intendedIds } from "./list-entries.ts";
import { query, readRow, readRows } from "./outbox-query.ts";
import { usedBytes } from "./outbox-room.ts";
import type { SinkRow } from "./outbox-tables.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";

/** What the file tells of an outbox. */
export type CountedOutbox = Pick<
  OutboxStatus,
  "sinks" | "refusedCount" | "duplicateCount" | "entryCount" | "readingCount" | "byteLength"
>;

/** Reads the counters: nothing is counted by going through what waits. */
export function countOutbox(tx: OutboxTransaction): CountedOutbox {
  const { database } = tx;
  const totals = readRow(database, query.selectFrom("totals").selectAll());
  const sinks = readRows(
    database,
    query.selectFrom("sinks").selectAll().orderBy("is_declared", "desc").orderBy("sink_id"),
  );
  return {
    sinks: sinks.filter((row) => row.is_declared === 1 || waits(row)).map((row) => read(tx, row)),
    refusedCount: totals?.refused_count ?? 0,
    duplicateCount: totals?.duplicate_count ?? 0,
    entryCount: totals?.entry_count ?? 0,
    readingCount: totals?.reading_count ?? 0,
    byteLength: usedBytes(tx.statements),
  };
}

function waits({ pending_entries, intent_entries, dead_entries }: SinkRow): boolean {
  return pending_entries + intent_entries + dead_entries > 0;
}

function read(tx: OutboxTransaction, row: SinkRow): SinkStatus {
  const oldestAtMs = oldestOf(tx, row.sink_id);
  return {
    sink: row.name,
    acceptedCount: row.accepted,
    deliveredCount: row.delivered,
    droppedCount: row.dropped,
    expiredCount: row.expired,
    pending: { entryCount: row.pending_entries, readingCount: row.pending },
    intent: { entryCount: row.intent_entries, readingCount: row.intent },
    dead: { entryCount: row.dead_entries, readingCount: row.dead },
    ...(oldestAtMs !== undefined && { oldestAtMs }),
  };
}

function oldestOf(tx: OutboxTransaction, sinkId: number): number | undefined {
  const oldest = (state: number) =>
    readRow(
      tx.database,
      query
        .selectFrom("deliveries")
        .select(({ fn }) => fn.min("at_ms").as("at_ms"))
        .where("sink_id", "=", sinkId)
        .where("state", "=", sql.lit(state)),
    )?.at_ms;
  const ids = JSON.stringify(intendedIds(tx, sinkId));
  const intended = readRow(
    tx.database,
    query
      .selectFrom("deliveries")
      .select(({ fn }) => fn.min("at_ms").as("at_ms"))
      .where("sink_id", "=", sinkId)
      .where(sql<boolean>`entry_id in (select value from json_each(${ids}))`),
  )?.at_ms;
  const known = [oldest(DUE), oldest(POSTPONED), intended].filter(
    (atMs) => typeof atMs === "number",
  );
  return known.length === 0 ? undefined : Math.min(...known);
}
