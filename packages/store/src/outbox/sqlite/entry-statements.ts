import type { Database } from "better-sqlite3";
import { GIVEN_IDS, type GivenIds } from "./ids-at-once.ts";
import type { EntryValues } from "./keep-entry.ts";
import type { Prepared } from "./prepared.ts";
import { RowInserter } from "./row-inserter.ts";

/** An entry as it lies in the file, with the name of its stream. */
export interface EntryRow {
  readonly entry_id: number;
  readonly key: string;
  readonly kind: string;
  readonly stream: string;
  readonly at_ms: number;
  readonly count: number;
  readonly shared_id: number | null;
  readonly crc: number;
  /** `null`, as any column may be, only where the row is damaged. */
  readonly bytes: Uint8Array | null;
}

/** What must be known of an entry to let it go. */
export interface EntryFacts {
  readonly entryId: number;
  readonly key: string;
  readonly stream: string;
  readonly atMs: number;
  readonly count: number;
  readonly sharedId: number | null;
  readonly byteLength: number;
}

/** What the hot path does with `entries`, `streams` and `shared`: compiled once per connection. */
export interface EntryStatements {
  readonly newEntries: RowInserter<EntryValues>;
  /** Whether a stream has an entry of an instant and a key. */
  readonly isWaiting: Prepared<[streamId: number, atMs: number, key: string], number>;
  readonly readEntry: Prepared<[entryId: number], EntryRow>;
  readonly readFacts: Prepared<[entryId: number], EntryFacts>;
  /** Deletes an entry that no sink wants any more. */
  readonly deleteSettled: Prepared<[entryId: number], EntryFacts>;
  readonly deleteEntries: Prepared<GivenIds>;
  readonly readStream: Prepared<
    [name: string],
    { readonly stream_id: number; readonly last_key: string; readonly newest_at_ms: number | null }
  >;
  readonly insertStream: Prepared<[name: string]>;
  /** Writes down the last key of a stream up to an entry, unless that of a later one is known. */
  readonly setLastKey: Prepared<
    [lastKey: string, lastEntryId: number, streamId: number, lastEntryId: number]
  >;
  /** The key of the last entry of a stream behind that one. */
  readonly newestKey: Prepared<[streamId: number, streamId: number], string>;
  readonly findShared: Prepared<[key: string], number>;
  readonly readShared: Prepared<
    [sharedId: number],
    { readonly key: string | null; readonly bytes: Uint8Array | null; readonly crc: number }
  >;
  readonly insertShared: Prepared<[key: string, crc: number, bytes: Uint8Array]>;
  readonly sharedUses: Prepared<[], { readonly shared_id: number; readonly uses: number }>;
  readonly sharedLengths: Prepared<
    [],
    { readonly shared_id: number; readonly byte_length: number }
  >;
  readonly sharedLength: Prepared<[sharedId: number], number>;
  readonly deleteShared: Prepared<[sharedId: number]>;
}

const FACTS = `entry_id as entryId, key, at_ms as atMs, count, shared_id as sharedId,
  length(bytes) as byteLength, (
    select name from streams where streams.stream_id = entries.stream_id) as stream`;

export function prepareEntryStatements(database: Database): EntryStatements {
  return {
    newEntries: new RowInserter<EntryValues>(database, "entries", [
      "entry_id",
      "key",
      "kind",
      "stream_id",
      "at_ms",
      "count",
      "shared_id",
      "crc",
      "bytes",
    ]),
    isWaiting: pluck(
      database,
      "select 1 from entries where stream_id = ? and at_ms = ? and key = ? limit 1",
    ),
    readEntry: database.prepare(
      `select entry_id, key, kind, streams.name as stream, at_ms, count, shared_id, crc, bytes
       from entries join streams using (stream_id) where entry_id = ?`,
    ),
    readFacts: database.prepare(`select ${FACTS} from entries where entry_id = ?`),
    deleteSettled: database.prepare(
      `delete from entries where entry_id = ? and not exists (
         select 1 from deliveries as d
         where d.sink_id in (select sink_id from sinks) and d.state in (0, 1, 2, 3)
           and d.at_ms = entries.at_ms and d.entry_id = entries.entry_id)
       returning ${FACTS}`,
    ),
    deleteEntries: database.prepare<GivenIds>(
      `delete from entries where entry_id in (${GIVEN_IDS})`,
    ),
    readStream: database.prepare(
      `select stream_id, last_key, (
         select max(at_ms) from entries where entries.stream_id = streams.stream_id) as newest_at_ms
       from streams where name = ?`,
    ),
    insertStream: database.prepare("insert into streams (name) values (?)"),
    setLastKey: database.prepare(
      `update streams set last_key = ?, last_entry_id = ?
       where stream_id = ? and last_entry_id < ?`,
    ),
    newestKey: pluck(
      database,
      `select key from entries where stream_id = ? and entry_id > (
         select last_entry_id from streams where stream_id = ?) order by entry_id desc limit 1`,
    ),
    findShared: pluck(database, "select shared_id from shared where key = ?"),
    readShared: database.prepare("select key, bytes, crc from shared where shared_id = ?"),
    insertShared: database.prepare("insert into shared (key, crc, bytes) values (?, ?, ?)"),
    sharedUses: database.prepare(
      `select shared_id, count(*) as uses from entries indexed by entries_of_stream
       where shared_id is not null group by shared_id`,
    ),
    sharedLengths: database.prepare("select shared_id, length(bytes) as byte_length from shared"),
    sharedLength: pluck(database, "select length(bytes) from shared where shared_id = ?"),
    deleteShared: database.prepare("delete from shared where shared_id = ?"),
  };
}

function pluck<Parameters extends readonly (string | number | null)[], Value>(
  database: Database,
  sql: string,
): Prepared<Parameters, Value> {
  return database.prepare<[...Parameters], Value>(sql).pluck() as Prepared<Parameters, Value>;
}
