import type { Database } from "better-sqlite3";
import { GIVEN_IDS, type GivenIds, selectRows } from "./ids-at-once.ts";
import type { Prepared } from "./prepared.ts";

/** What a sink has still to get. */
export interface DeliveryRow {
  readonly sink_id: number;
  readonly state: number;
  readonly count: number;
  readonly attempts: number;
  readonly retry_at_ms: number | null;
  readonly reason: string | null;
}

/** What is due, as {@link DeliveryStatements.newestDue} and its siblings read it. */
export type DueRow = [entryId: number, atMs: number, attempts: number];
/** What is pending; `attempts` as they are before the next one. */
export type PendingRow = [entryId: number, attempts: number, streamId: number, count: number];
/** What is owed to a sink. */
export type OwedRow = [entryId: number, count: number, atMs: number, streamId: number];

type Cursor = [sinkId: number, atMs: number, entryId: number, limit: number];
type StreamCursor = [
  sinkId: number,
  streamId: number,
  atMs: number,
  entryId: number,
  limit: number,
];

/** What the hot path does with `deliveries` and `shipments`: compiled once per connection. */
export interface DeliveryStatements {
  readonly insertDelivery: Prepared<
    [
      entryId: number,
      sinkId: number,
      state: number,
      streamId: number,
      atMs: number,
      count: number,
      retryAtMs: number | null,
      reason: string | null,
      attempts: number,
    ]
  >;
  readonly newestDue: Prepared<Cursor, string>;
  readonly oldestDue: Prepared<Cursor, string>;
  readonly newestDueOfStream: Prepared<StreamCursor, string>;
  readonly oldestDueOfStream: Prepared<StreamCursor, string>;
  readonly hasMatured: Prepared<[sinkId: number, nowAtMs: number], number>;
  readonly makeMaturedDue: Prepared<[sinkId: number, nowAtMs: number, limit: number]>;
  /** Ids of what is pending for a sink, of the stream of one entry, oldest first. */
  readonly pendingOfStream: Prepared<
    [sinkId: number, entryId: number, sinkId: number, entryId: number, limit: number],
    number
  >;
  readonly mostAttempts: Prepared<[entryId: number], number>;
  readonly deliveriesOf: Prepared<[entryId: number], DeliveryRow>;
  readonly deleteDelivery: Prepared<
    [entryId: number, sinkId: number],
    { readonly count: number; readonly at_ms: number; readonly stream_id: number }
  >;
  readonly deleteDeliveries: Prepared<[entryId: number]>;
  /** {@link PendingRow}s of some entries that are pending. */
  readonly pendingDeliveries: Prepared<[sinkId: number, ...entryIds: GivenIds], string>;
  /** From pending to intent. */
  readonly intendDeliveries: Prepared<[sinkId: number, ...entryIds: GivenIds]>;
  /** A sink is to get the entries of a range of ids. */
  readonly insertDeliveriesOf: Prepared<
    [sinkId: number, nowAtMs: number, firstId: number, lastId: number]
  >;
  /** {@link OwedRow}s of some entries. */
  readonly deliveriesTo: Prepared<[sinkId: number, ...entryIds: GivenIds], string>;
  readonly deleteDeliveriesTo: Prepared<[sinkId: number, ...entryIds: GivenIds]>;
  readonly setState: Prepared<
    [
      state: number,
      retryAtMs: number | null,
      reason: string | null,
      entryId: number,
      sinkId: number,
      stateBefore: number,
    ],
    number
  >;
  readonly insertShipment: Prepared<
    [sinkId: number, shipmentId: number, entryIds: string, note: string, attempts: number]
  >;
  readonly readShipment: Prepared<
    [sinkId: number, shipmentId: number],
    { readonly entry_ids: string; readonly attempts: number }
  >;
  readonly deleteShipment: Prepared<[sinkId: number, shipmentId: number]>;
  /** Ids of the entries of some shipments. */
  readonly shippedIds: Prepared<[sinkId: number, ...shipmentIds: GivenIds], string | null>;
  readonly deleteShipments: Prepared<[sinkId: number, ...shipmentIds: GivenIds]>;
  readonly postponeLook: Prepared<
    [retryAtMs: number, note: string | null, sinkId: number, shipmentId: number]
  >;
}

const NEWER_FIRST = `and (at_ms, entry_id) < (?, ?) order by at_ms desc, entry_id desc limit (select ?)`;
const OLDER_FIRST = `and (at_ms, entry_id) > (?, ?) order by at_ms, entry_id limit (select ?)`;

export function prepareDeliveryStatements(database: Database): DeliveryStatements {
  return {
    insertDelivery: database.prepare(
      `insert into deliveries
         (entry_id, sink_id, state, stream_id, at_ms, count, retry_at_ms, reason, attempts)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    newestDue: due(database, NEWER_FIRST),
    oldestDue: due(database, OLDER_FIRST),
    newestDueOfStream: due(database, `and stream_id = ? ${NEWER_FIRST}`),
    oldestDueOfStream: due(database, `and stream_id = ? ${OLDER_FIRST}`),
    hasMatured: database
      .prepare<[number, number], number>(
        "select 1 from deliveries where state = 1 and sink_id = ? and retry_at_ms <= ? limit 1",
      )
      .pluck() as Prepared<[number, number], number>,
    makeMaturedDue: database.prepare(
      `update deliveries set state = 0 where (entry_id, sink_id) in (
         select entry_id, sink_id from deliveries
         where state = 1 and sink_id = ? and retry_at_ms <= ? limit (select ?))`,
    ),
    pendingOfStream: database
      .prepare<[number, number, number, number, number], number>(
        `select entry_id from (
           select entry_id, at_ms from deliveries where state = 0 and sink_id = ? and stream_id = (
             select stream_id from entries where entry_id = ?)
           union all
           select entry_id, at_ms from deliveries where state = 1 and sink_id = ? and stream_id = (
             select stream_id from entries where entry_id = ?)
         ) order by at_ms, entry_id limit ?`,
      )
      .pluck() as DeliveryStatements["pendingOfStream"],
    mostAttempts: database
      .prepare<[number], number>("select max(attempts) from deliveries where entry_id = ?")
      .pluck() as DeliveryStatements["mostAttempts"],
    deliveriesOf: database.prepare(
      "select sink_id, state, count, attempts, retry_at_ms, reason from deliveries where entry_id = ?",
    ),
    deleteDelivery: database.prepare(
      "delete from deliveries where entry_id = ? and sink_id = ? returning count, at_ms, stream_id",
    ),
    deleteDeliveries: database.prepare("delete from deliveries where entry_id = ?"),
    pendingDeliveries: text(
      database,
      `${selectRows("entry_id", "attempts", "stream_id", "count")} from deliveries
       where sink_id = ? and entry_id in (${GIVEN_IDS}) and state < 2`,
    ),
    intendDeliveries: database.prepare(
      `update deliveries set state = 2, attempts = attempts + 1, retry_at_ms = null
       where sink_id = ? and entry_id in (${GIVEN_IDS}) and state < 2`,
    ),
    insertDeliveriesOf: database.prepare(
      `insert into deliveries
         (entry_id, sink_id, state, stream_id, at_ms, count, attempts, retry_at_ms, reason)
       select entry_id, ?, 0, stream_id, at_ms, count, 0, ?, null
       from entries where entry_id between ? and ?`,
    ),
    deliveriesTo: text(
      database,
      `${selectRows("entry_id", "count", "at_ms", "stream_id")} from deliveries
       where sink_id = ? and entry_id in (${GIVEN_IDS})`,
    ),
    deleteDeliveriesTo: database.prepare(
      `delete from deliveries where sink_id = ? and entry_id in (${GIVEN_IDS})`,
    ),
    // `+ 0`, as a bare parameter beside the indices of one state is compiled anew for each value.
    setState: database
      .prepare<[number, number | null, string | null, number, number, number], number>(
        `update deliveries set state = ?, retry_at_ms = ?, reason = coalesce(?, reason)
         where entry_id = ? and sink_id = ? and state = ? + 0 returning count`,
      )
      .pluck() as DeliveryStatements["setState"],
    insertShipment: database.prepare(
      `insert into shipments (sink_id, shipment_id, entry_ids, note, attempts)
       values (?, ?, ?, ?, ?)`,
    ),
    readShipment: database.prepare(
      "select entry_ids, attempts from shipments where sink_id = ? and shipment_id = ?",
    ),
    deleteShipment: database.prepare("delete from shipments where sink_id = ? and shipment_id = ?"),
    shippedIds: text(
      database,
      `select group_concat(entry_ids, ',') from shipments
       where sink_id = ? and shipment_id in (${GIVEN_IDS})`,
    ),
    deleteShipments: database.prepare(
      `delete from shipments where sink_id = ? and shipment_id in (${GIVEN_IDS})`,
    ),
    postponeLook: database.prepare(
      `update shipments set retry_at_ms = ?, note = coalesce(?, note)
       where sink_id = ? and shipment_id = ?`,
    ),
  };
}

/** Reads the first {@link DueRow}s in an order. */
function due<Parameters extends readonly number[]>(
  database: Database,
  condition: string,
): Prepared<Parameters, string> {
  const rows = `select entry_id, at_ms, attempts from deliveries where state = 0 and sink_id = ?`;
  return text(
    database,
    `${selectRows("entry_id", "at_ms", "attempts")} from (${rows} ${condition})`,
  );
}

function text<Parameters extends readonly (number | null)[], Value extends string | null>(
  database: Database,
  sql: string,
): Prepared<Parameters, Value> {
  return database.prepare<[...Parameters], Value>(sql).pluck() as Prepared<Parameters, Value>;
}
