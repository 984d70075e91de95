import { type RawBuilder, sql } from "kysely";
import type { ListRequest, OutboxItem, OutboxState } from "../outbox.ts";
import { query, readRows } from "./outbox-query.ts";
import type { OutboxTransaction } from "./outbox-transaction.ts";
import { parseEntryIds } from "./parse-entry-ids.ts";
import type { KnownSink } from "./sink-book.ts";

interface ItemRow {
  readonly entry_id: number;
  readonly key: string;
  readonly kind: string;
  readonly stream: string;
  readonly at_ms: number;
  readonly count: number;
  readonly byte_length: number;
  readonly attempts: number;
  readonly retry_at_ms: number | null;
  readonly reason: string | null;
}

/** Lists what waits for a sink, in the order of ids. */
export function listEntries(
  tx: OutboxTransaction,
  { sinkId }: KnownSink,
  { state, stream, afterEntryId = 0, limit }: ListRequest,
): readonly OutboxItem[] {
  // By the index of dead letters; all else lies by its instants, not by its ids.
  const isDead = state === "dead";
  const from = isDead
    ? sql`deliveries as d indexed by deliveries_dead cross join entries as e`
    : sql`entries as e cross join deliveries as d`;
  const entryId = sql.ref(isDead ? "d.entry_id" : "e.entry_id");
  const select = sql<ItemRow>`
    select e.entry_id, e.key, e.kind, s.name as stream, e.at_ms, e.count,
      length(e.bytes) as byte_length, d.attempts, d.retry_at_ms, d.reason
    from ${from} on d.at_ms = e.at_ms and d.entry_id = e.entry_id
      cross join streams as s on s.stream_id = e.stream_id
    where d.sink_id = ${sinkId} and ${inState(tx, sinkId, state)} and ${entryId} > ${afterEntryId}
      ${stream === undefined ? sql`` : sql`and s.name = ${stream}`}
    order by ${entryId} limit ${limit}`;
  return readRows(tx.database, { compile: () => select.compile(query) }).map((row) => {
    const isLive = state === "intent" && tx.live.has(sinkId, row.entry_id);
    return {
      entryId: row.entry_id,
      key: row.key,
      kind: row.kind,
      stream: row.stream,
      atMs: row.at_ms,
      count: row.count,
      byteLength: row.byte_length,
      state,
      attempts: row.attempts + (isLive ? 1 : 0),
      ...(row.retry_at_ms !== null && !isLive && { retryAtMs: row.retry_at_ms }),
      ...(row.reason !== null && { reason: row.reason }),
    };
  });
}

/** How entries of a state lie in the file: what the owner has under way is due there. */
function inState(tx: OutboxTransaction, sinkId: number, state: OutboxState): RawBuilder<unknown> {
  switch (state) {
    case "pending": {
      const liveIds = JSON.stringify([...tx.live.idsOf(sinkId)]);
      return sql`d.state in (0, 1)
        and e.entry_id not in (select value from json_each(${liveIds}))`;
    }
    case "intent": {
      const ids = JSON.stringify(intendedIds(tx, sinkId));
      return sql`d.state in (0, 2) and e.entry_id in (select value from json_each(${ids}))`;
    }
    case "dead":
      return sql`d.state = 3`;
  }
}

/** Ids of all entries that are or may be under way to a sink. */
export function intendedIds(tx: OutboxTransaction, sinkId: number): readonly number[] {
  const shipments = readRows(
    tx.database,
    query
      .selectFrom("shipments")
      .select(["shipment_id", "entry_ids"])
      .where("sink_id", "=", sinkId),
  );
  return shipments
    .filter(({ shipment_id }) => !tx.books.done.includes(shipment_id))
    .flatMap(({ entry_ids }) => parseEntryIds(entry_ids));
}
