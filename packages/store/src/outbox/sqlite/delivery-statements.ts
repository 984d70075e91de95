import type { Database } from "better-sqlite3";
import { GIVEN_IDS, type GivenIds, selectRows } from "./ids-at-once.ts";
import type { LiveRow } from "./live-shipments.ts";
import type { AgeCursor } from "./oldest-owed.ts";
import type { Prepared } from "./prepared.ts";
import { RowInserter } from "./row-inserter.ts";

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

/** How often what is due was about to be sent. */
export type AttemptsRow = [entryId: number, attempts: number];

/** A shipment as the file has it; `retry_at_ms` is `null` while its owner is at it. */
export interface ShipmentRow {
  readonly entry_ids: string;
  readonly attempts: number;
  readonly retry_at_ms: number | null;
}

/** A row of `shipments` whose owner is at it. */
export type ShipmentValues = readonly [
  sinkId: number,
  shipmentId: number,
  entryIds: string,
  count: number,
  note: string,
  attempts: number,
];

type Cursor = [sinkId: number, atMs: number, entryId: number, limit: number];
type StreamCursor = [streamId: number, ...Cursor];
type Place = [sinkId: number, state: number, atMs: number, entryId: number];

/** What the hot path does with `deliveries` and `shipments`: compiled once per connection. */
export interface DeliveryStatements {
  readonly insertDelivery: Prepared<
    [...Place, count: number, attempts: number, retryAtMs: number | null, reason: string | null]
  >;
  readonly newestDue: Prepared<Cursor, string>;
  readonly oldestDue: Prepared<Cursor, string>;
  readonly newestDueOfStream: Prepared<StreamCursor, string>;
  readonly oldestDueOfStream: Prepared<StreamCursor, string>;
  /** The oldest entry that is owed to a sink in any state, behind a place. */
  readonly oldestOwed: Prepared<number[], AgeCursor>;
  readonly hasMatured: Prepared<[sinkId: number, nowAtMs: number], number>;
  readonly makeMaturedDue: Prepared<[sinkId: number, nowAtMs: number, limit: number]>;
  /** Ids of what is pending for a sink, of the stream of one entry, oldest first. */
  readonly pendingOfStream: Prepared<[sinkId: number, entryId: number, limit: number], number>;
  readonly deliveriesOf: Prepared<[entryId: number, entryId: number], DeliveryRow>;
  /** The attempts of what is owed, if it is in that state. */
  readonly attemptsOf: Prepared<Place, number>;
  /** {@link AttemptsRow}s of those entries of an instant that are due. */
  readonly dueAttempts: Prepared<[sinkId: number, atMs: number, ...entryIds: GivenIds], string>;
  readonly deleteDelivery: Prepared<Place>;
  /** The same for entries of one instant. */
  readonly deleteDeliveries: Prepared<
    [sinkId: number, state: number, atMs: number, ...entryIds: GivenIds]
  >;
  /** Ids of dead letters behind one. */
  readonly deadAfter: Prepared<[sinkId: number, afterEntryId: number, limit: number], number>;
  /** Ids of all that is owed to a sink behind one. */
  readonly owedAfter: Prepared<[sinkId: number, afterEntryId: number, limit: number], number>;
  /** A sink is to get the entries of a range of ids. */
  readonly insertDeliveriesOf: Prepared<
    [sinkId: number, nowAtMs: number, firstId: number, lastId: number]
  >;
  readonly setState: Prepared<
    [
      state: number,
      retryAtMs: number | null,
      reason: string | null,
      moreAttempts: number,
      sinkId: number,
      stateBefore: number,
      entryId: number,
      entryId: number,
    ],
    number
  >;
  readonly newShipments: RowInserter<ShipmentValues>;
  readonly readShipment: Prepared<[sinkId: number, shipmentId: number], ShipmentRow>;
  readonly liveShipments: Prepared<[], LiveRow>;
  readonly deleteShipment: Prepared<[sinkId: number, shipmentId: number]>;
  readonly deleteShipments: Prepared<[sinkId: number, ...shipmentIds: GivenIds]>;
  readonly postponeLook: Prepared<
    [retryAtMs: number, note: string | null, sinkId: number, shipmentId: number]
  >;
}

const NEWER_FIRST = `and (at_ms, entry_id) < (?, ?) order by at_ms desc, entry_id desc limit (select ?)`;
const OLDER_FIRST = `and (at_ms, entry_id) > (?, ?) order by at_ms, entry_id limit (select ?)`;
/** An entry's rows in all states, for any sink. */
const OF_ENTRY = `from deliveries
  where sink_id in (select sink_id from sinks) and state in (0, 1, 2, 3)
    and at_ms = (select at_ms from entries where entry_id = ?) and entry_id = ?`;
// `+ 0`, as a bare parameter beside the indices of one state is compiled anew for each value.
const IN_STATE = "sink_id = ? and state = ? + 0 and at_ms = ?";

export function prepareDeliveryStatements(database: Database): DeliveryStatements {
  return {
    insertDelivery: database.prepare(
      `insert into deliveries
         (sink_id, state, at_ms, entry_id, count, attempts, retry_at_ms, reason)
       values (?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    newestDue: due(database, `${DUE_TO_SINK} ${NEWER_FIRST}`),
    oldestDue: due(database, `${DUE_TO_SINK} ${OLDER_FIRST}`),
    newestDueOfStream: due(database, `${DUE_OF_STREAM} ${NEWER_FIRST}`),
    oldestDueOfStream: due(database, `${DUE_OF_STREAM} ${OLDER_FIRST}`),
    oldestOwed: database.prepare(
      `${[0, 1, 2, 3].map(oldestInState).join(" union all ")} order by atMs, entryId limit 1`,
    ),
    hasMatured: pluck(
      database,
      "select 1 from deliveries where state = 1 and sink_id = ? and retry_at_ms <= ? limit 1",
    ),
    makeMaturedDue: database.prepare(
      `update deliveries set state = 0 where (sink_id, state, at_ms, entry_id) in (
         select sink_id, state, at_ms, entry_id from deliveries
         where state = 1 and sink_id = ? and retry_at_ms <= ? limit (select ?))`,
    ),
    pendingOfStream: pluck(
      database,
      `select e.entry_id from entries as e cross join deliveries as d
         on d.sink_id = ? and d.state in (0, 1) and d.at_ms = e.at_ms and d.entry_id = e.entry_id
       where e.stream_id = (select stream_id from entries where entry_id = ?)
       order by e.at_ms, e.entry_id limit (select ?)`,
    ),
    deliveriesOf: database.prepare(
      `select sink_id, state, count, attempts, retry_at_ms, reason ${OF_ENTRY}`,
    ),
    attemptsOf: pluck(
      database,
      `select attempts from deliveries where ${IN_STATE} and entry_id = ?`,
    ),
    dueAttempts: pluck(
      database,
      `${selectRows("entry_id", "attempts")} from deliveries
       where sink_id = ? and state = 0 and at_ms = ? and entry_id in (${GIVEN_IDS})`,
    ),
    deleteDelivery: database.prepare(`delete from deliveries where ${IN_STATE} and entry_id = ?`),
    deleteDeliveries: database.prepare(
      `delete from deliveries where ${IN_STATE} and entry_id in (${GIVEN_IDS})`,
    ),
    deadAfter: pluck(
      database,
      `select entry_id from deliveries indexed by deliveries_dead
       where state = 3 and sink_id = ? and entry_id > ? order by entry_id limit (select ?)`,
    ),
    owedAfter: pluck(
      database,
      `select e.entry_id from entries as e cross join deliveries as d
         on d.sink_id = ? and d.state in (0, 1, 2, 3)
           and d.at_ms = e.at_ms and d.entry_id = e.entry_id
       where e.entry_id > ? order by e.entry_id limit (select ?)`,
    ),
    insertDeliveriesOf: database.prepare(
      `insert into deliveries
         (sink_id, state, at_ms, entry_id, count, attempts, retry_at_ms, reason)
       select ?, 0, at_ms, entry_id, count, 0, ?, null from entries where entry_id between ? and ?`,
    ),
    setState: pluck(
      database,
      `update deliveries set state = ?, retry_at_ms = ?, reason = coalesce(?, reason),
         attempts = attempts + ?
       where sink_id = ? and state = ? + 0
         and at_ms = (select at_ms from entries where entry_id = ?) and entry_id = ?
       returning count`,
    ),
    newShipments: new RowInserter<ShipmentValues>(database, "shipments", [
      "sink_id",
      "shipment_id",
      "entry_ids",
      "count",
      "note",
      "attempts",
    ]),
    readShipment: database.prepare(
      `select entry_ids, attempts, retry_at_ms from shipments
       where sink_id = ? and shipment_id = ?`,
    ),
    liveShipments: database.prepare(
      `select sink_id, shipment_id, entry_ids, count from shipments where retry_at_ms is null`,
    ),
    deleteShipment: database.prepare("delete from shipments where sink_id = ? and shipment_id = ?"),
    deleteShipments: database.prepare(
      `delete from shipments where sink_id = ? and shipment_id in (${GIVEN_IDS})`,
    ),
    postponeLook: database.prepare(
      `update shipments set retry_at_ms = ?, note = coalesce(?, note)
       where sink_id = ? and shipment_id = ?`,
    ),
  };
}

const DUE_TO_SINK = `select entry_id, at_ms, attempts from deliveries where sink_id = ? and state = 0`;
/** By the index of the stream, whatever else is due. */
const DUE_OF_STREAM = `select entry_id, at_ms, attempts from (
    select e.entry_id, e.at_ms, d.attempts from entries as e cross join deliveries as d
      on d.state = 0 and d.at_ms = e.at_ms and d.entry_id = e.entry_id
    where e.stream_id = ? and d.sink_id = ?)
  where true`;

/** Reads the first {@link DueRow}s in an order. */
function due<Parameters extends readonly number[]>(
  database: Database,
  select: string,
): Prepared<Parameters, string> {
  const rows = selectRows("entry_id", "at_ms", "attempts");
  return pluck(database, `${rows} from (${select})`);
}

function oldestInState(state: number): string {
  return `select * from (select at_ms as atMs, entry_id as entryId from deliveries
    where sink_id = ? and state = ${state} and (at_ms, entry_id) > (?, ?)
    order by at_ms, entry_id limit 1)`;
}

function pluck<Parameters extends readonly (number | string | null)[], Value>(
  database: Database,
  sql: string,
): Prepared<Parameters, Value> {
  return database.prepare<[...Parameters], Value>(sql).pluck() as Prepared<Parameters, Value>;
}
