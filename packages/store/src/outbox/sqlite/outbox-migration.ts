import { type Kysely, type Migration, sql } from "kysely";
import { OUTBOX_APPLICATION_ID } from "./outbox-application-id.ts";

/**
 * Tables of the outbox. What is large (`entries`, `shared`) is written once and never touched again;
 * what changes with every step (`deliveries`, `shipments`, `shared_uses`) is small.
 */
export const outboxMigration: Migration = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql.raw(`pragma application_id = ${OUTBOX_APPLICATION_ID}`).execute(db);
    for (const statement of TABLES) await sql.raw(statement).execute(db);
    await sql`insert into totals (id) values (1)`.execute(db);
  },
};

const TABLES = [
  `create table meta (name text primary key, value text not null) strict, without rowid`,
  `create table marks (name text primary key, value text not null) strict, without rowid`,
  `create table totals (
    id integer primary key check (id = 1),
    last_entry_id integer not null default 0,
    entry_count integer not null default 0,
    reading_count integer not null default 0,
    refused_count integer not null default 0,
    duplicate_count integer not null default 0
  ) strict`,
  `create table sinks (
    sink_id integer primary key,
    name text not null unique,
    after text,
    is_declared integer not null,
    since_entry_id integer not null,
    accepted integer not null default 0,
    delivered integer not null default 0,
    dropped integer not null default 0,
    expired integer not null default 0,
    pending integer not null default 0,
    intent integer not null default 0,
    dead integer not null default 0,
    pending_entries integer not null default 0,
    intent_entries integer not null default 0,
    dead_entries integer not null default 0
  ) strict`,
  `create table streams (
    stream_id integer primary key,
    name text not null unique,
    last_key text not null
  ) strict`,
  `create table shared (
    shared_id integer primary key,
    key text not null unique,
    crc integer not null,
    bytes blob not null
  ) strict`,
  `create table shared_uses (shared_id integer primary key, uses integer not null) strict`,
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
  `create index entries_by_key on entries (key)`,
  `create index entries_by_age on entries (at_ms)`,
  `create table deliveries (
    entry_id integer not null,
    sink_id integer not null,
    state integer not null,
    stream_id integer not null,
    at_ms integer not null,
    count integer not null,
    attempts integer not null,
    retry_at_ms integer,
    reason text,
    primary key (entry_id, sink_id)
  ) strict, without rowid`,
  `create index deliveries_due on deliveries (sink_id, at_ms, entry_id) where state = 0`,
  `create index deliveries_due_of_stream on deliveries (sink_id, stream_id, at_ms, entry_id)
    where state = 0`,
  `create index deliveries_postponed on deliveries (sink_id, retry_at_ms, at_ms, entry_id)
    where state = 1`,
  `create index deliveries_dead on deliveries (sink_id, entry_id) where state = 3`,
  `create table shipments (
    sink_id integer not null,
    shipment_id integer not null,
    entry_ids text not null,
    note text not null,
    attempts integer not null,
    retry_at_ms integer,
    primary key (sink_id, shipment_id)
  ) strict, without rowid`,
  `create index shipments_unknown on shipments (sink_id, retry_at_ms, shipment_id)
    where retry_at_ms is not null`,
];
