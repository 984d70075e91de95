import { sql } from "kysely";
import type { OutboxStatus, SinkStatus } from "../outbox-status.ts";
import { type Books, countsOf } from "./books.ts";
import { DUE, INTENT, POSTPONED } from "./delivery-state.ts";
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
  const { books } = tx;
  const sinks = readRows(
    tx.database,
    query.selectFrom("sinks").selectAll().orderBy("is_declared", "desc").orderBy("sink_id"),
  );
  return {
    sinks: sinks
      .filter((row) => row.is_declared === 1 || waits(books, row))
      .map((row) => read(tx, row)),
    refusedCount: books.refused,
    duplicateCount: books.duplicates,
    entryCount: books.entries,
    readingCount: books.readings,
    byteLength: usedBytes(tx.statements),
  };
}

function waits(books: Books, { sink_id }: SinkRow): boolean {
  const { pendingEntries, intentEntries, deadEntries } = countsOf(books, sink_id);
  return pendingEntries + intentEntries + deadEntries > 0;
}

function read(tx: OutboxTransaction, { sink_id: sinkId, name }: SinkRow): SinkStatus {
  const counts = countsOf(tx.books, sinkId);
  const live = tx.live.countTo(sinkId);
  const oldestAtMs = oldestOf(tx, sinkId);
  return {
    sink: name,
    acceptedCount: counts.accepted,
    deliveredCount: counts.delivered,
    droppedCount: counts.dropped,
    expiredCount: counts.expired,
    pending: {
      entryCount: counts.pendingEntries - live.entryCount,
      readingCount: counts.pending - live.readingCount,
    },
    intent: {
      entryCount: counts.intentEntries + live.entryCount,
      readingCount: counts.intent + live.readingCount,
    },
    dead: { entryCount: counts.deadEntries, readingCount: counts.dead },
    ...(oldestAtMs !== undefined && { oldestAtMs }),
  };
}

function oldestOf(tx: OutboxTransaction, sinkId: number): number | undefined {
  const doneIds = JSON.stringify(tx.live.doneIdsOf(sinkId));
  const oldest = [DUE, POSTPONED, INTENT].map((state) => {
    const select = query
      .selectFrom("deliveries")
      .select("at_ms")
      .where("sink_id", "=", sinkId)
      .where("state", "=", state)
      .where(sql<boolean>`entry_id not in (select value from json_each(${doneIds}))`)
      .orderBy("at_ms")
      .limit(1);
    return readRow(tx.database, select)?.at_ms;
  });
  const known = oldest.filter((atMs) => typeof atMs === "number");
  return known.length === 0 ? undefined : Math.min(...known);
}
