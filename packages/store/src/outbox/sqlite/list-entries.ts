import { sql } from "kysely";
import type { ListRequest, OutboxItem } from "../outbox.ts";
import { DEAD, DUE, INTENT, outboxState, POSTPONED } from "./delivery-state.ts";
import { query, readRows } from "./outbox-query.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { parseEntryIds } from "./parse-entry-ids.ts";
import type { KnownSink } from "./sink-book.ts";

const STATES = { pending: [DUE, POSTPONED], intent: [INTENT], dead: [DEAD] };

/** Lists what waits for a sink, in the order of ids. */
export function listEntries(
  tx: OutboxTransaction,
  sink: KnownSink,
  { state, stream, afterEntryId = 0, limit }: ListRequest,
): readonly OutboxItem[] {
  let select = query
    .selectFrom("deliveries as d")
    .innerJoin("entries as e", "e.entry_id", "d.entry_id")
    .innerJoin("streams as s", "s.stream_id", "e.stream_id")
    .select(["d.entry_id", "d.state", "d.attempts", "d.retry_at_ms", "d.reason"])
    .select(["e.key", "e.kind", "e.at_ms", "e.count", "s.name as stream"])
    .select(sql<number>`length(e.bytes)`.as("byte_length"))
    .where("d.sink_id", "=", sink.sinkId)
    .where("d.entry_id", ">", afterEntryId)
    .orderBy("d.entry_id")
    .limit(limit);
  // As literals, so that the index of dead letters is used.
  const states = STATES[state].map((number) => sql.lit(number));
  select = select.where("d.state", "in", states);
  if (stream !== undefined) select = select.where("s.name", "=", stream);
  // Few are under way, and there is no index of them among all that wait.
  if (state === "intent") {
    const ids = JSON.stringify(intendedIds(tx, sink.sinkId));
    select = select.where(sql<boolean>`d.entry_id in (select value from json_each(${ids}))`);
  }
  return readRows(tx.database, select).map((row) => ({
    entryId: row.entry_id,
    key: row.key,
    kind: row.kind,
    stream: row.stream,
    atMs: row.at_ms,
    count: row.count,
    byteLength: row.byte_length,
    state: outboxState(row.state),
    attempts: row.attempts,
    ...(row.retry_at_ms !== null && { retryAtMs: row.retry_at_ms }),
    ...(row.reason !== null && { reason: row.reason }),
  }));
}

/** Ids of all entries that are or may be under way to a sink. */
export function intendedIds(tx: OutboxTransaction, sinkId: number): readonly number[] {
  const shipments = readRows(
    tx.database,
    query.selectFrom("shipments").select("entry_ids").where("sink_id", "=", sinkId),
  );
  return shipments.flatMap(({ entry_ids }) => parseEntryIds(entry_ids));
}
