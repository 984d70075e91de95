import { type Kysely, type Migration, sql } from "kysely";
import { emptyBooks, writtenBooks } from "./books.ts";
import { OUTBOX_APPLICATION_ID } from "./outbox-application-id.ts";

/**
 * Tables of the outbox. What is large (`entries`, `shared`) is written once and never touched again;
 * what changes with every step (`deliveries`, `shipments`, `books`) is small, and lies on few pages:
 * each page that a transaction touches costs as much as several of its rows.
 */
export const outboxMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(`pragma application_id = ${OUTBOX_APPLICATION_ID}`).execute(db);
    for (const statement of TABLES) await sql.raw(statement).execute(db);
    const { counts, crc } = writtenBooks(emptyBooks());
    await sql`insert into books (id, counts, crc) values (1, ${counts}, ${crc})`.execute(db);
  },
};

const TABLES = [
  `create table meta (name text primary key, value text not null) strict, without rowid`,
  `create table marks (name text primary key, value text not null) strict, without rowid`,
  `create table books (
    id integer primary key check (id = 1),
    counts text not null,
    crc integer not null
  ) strict`,
  `create table sinks (
    sink_id integer primary key,
    name text not null unique,
    after text,
    is_declared integer not null,
    since_entry_id integer not null
  ) strict`,
  `create table streams (
    stream_id integer primary key,
    name text not null unique,
    last_key text not null default '',
    last_entry_id integer not null default 0
  ) strict`,
  `create table shared (
    shared_id integer primary key,
    key text not null unique,
    crc integer not null,
    bytes blob not null
  ) strict`,
  `create table entries (
    entry_id integer primary key,
    key text not null,
    kind text not null,
    stream_id integer not null,
    at_ms integer not null,
    count integer not null,
    shared_id integer,
    crc integer not null,
    bytes blob not null
  ) strict`,
  `create index entries_of_stream on entries (stream_id, at_ms, shared_id)`,
  `create table deliveries (
    sink_id integer not null,
    state integer not null,
    at_ms integer not null,
    entry_id integer not null,
    count integer not null,
    attempts integer not null,
    retry_at_ms integer,
    reason text,
    primary key (sink_id, state, at_ms, entry_id)
  ) strict, without rowid`,
  `create index deliveries_postponed on deliveries (sink_id, retry_at_ms) where state = 1`,
  `create index deliveries_dead on deliveries (sink_id, entry_id) where state = 3`,
  `create table shipments (
    sink_id integer not null,
    shipment_id integer not null,
    entry_ids text not null,
    count integer not null,
    note text not null,
    attempts integer not null,
    retry_at_ms integer,
    primary key (sink_id, shipment_id)
  ) strict, without rowid`,
  `create index shipments_unknown on shipments (sink_id, retry_at_ms, shipment_id)
    where retry_at_ms is not null`,
];
