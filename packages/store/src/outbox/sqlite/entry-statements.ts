import type { Database } from "better-sqlite3";
import { GIVEN_IDS, type GivenIds, IDS_AT_ONCE, selectRows } from "./ids-at-once.ts";
import type { Prepared } from "./prepared.ts";

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

/** An entry that no sink wants any more. */
export type SettledRow = [entryId: number, count: number, sharedId: number | null];

/** What the hot path does with `entries`, `streams` and `shared`: compiled once per connection. */
export interface EntryStatements {
  readonly insertEntry: Prepared<
    [
      entryId: number,
      key: string,
      kind: string,
      streamId: number,
      atMs: number,
      count: number,
      sharedId: number | null,
      crc: number,
      bytes: Uint8Array,
    ]
  >;
  /** Of {@link KEYS_AT_ONCE} keys, the numbers of those that wait. */
  readonly waitingKeys: Prepared<(string | null)[], number>;
  readonly readEntry: Prepared<[entryId: number], EntryRow>;
  readonly oldestEntry: Prepared<
    [atMs: number, entryId: number],
    { readonly entry_id: number; readonly at_ms: number }
  >;
  /** Deletes an entry that no sink wants any more. */
  readonly deleteSettled: Prepared<
    [entryId: number],
    { readonly count: number; readonly shared_id: number | null }
  >;
  /** {@link SettledRow}s of those of some entries that no sink wants any more. */
  readonly settledEntries: Prepared<GivenIds, string>;
  readonly deleteEntries: Prepared<GivenIds>;
  readonly readStream: Prepared<
    [name: string],
    { readonly stream_id: number; readonly last_key: string }
  >;
  readonly insertStream: Prepared<[name: string, lastKey: string]>;
  /** Writes down which keys are the last of some streams: a stream and its key, as often as there are
   * {@link GIVEN_IDS}, then the streams once more. */
  readonly setLastKeys: Prepared<(number | string | null)[]>;
  readonly findShared: Prepared<[key: string], number>;
  readonly readShared: Prepared<
    [sharedId: number],
    { readonly key: string | null; readonly bytes: Uint8Array | null; readonly crc: number }
  >;
  readonly insertShared: Prepared<[key: string, crc: number, bytes: Uint8Array]>;
  readonly insertSharedUses: Prepared<[sharedId: number]>;
  readonly addSharedUses: Prepared<[change: number, sharedId: number], number>;
  readonly unusedShared: Prepared<[], { readonly shared_id: number; readonly byte_length: number }>;
  readonly sharedLength: Prepared<[sharedId: number], number>;
  readonly deleteShared: Prepared<[sharedId: number]>;
  readonly deleteSharedUses: Prepared<[sharedId: number]>;
}

/** Keys that are looked up in one go. */
export const KEYS_AT_ONCE = 32;
const GIVEN_KEYS = Array.from({ length: KEYS_AT_ONCE }, (_, number) => `(${number}, ?)`).join(", ");

const LAST_KEYS = Array.from({ length: IDS_AT_ONCE }, () => "when ? then ?").join(" ");

export function prepareEntryStatements(database: Database): EntryStatements {
  return {
    insertEntry: database.prepare(
      `insert into entries (entry_id, key, kind, stream_id, at_ms, count, shared_id, crc, bytes)
       values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ),
    waitingKeys: pluck(
      database,
      `with given (number, key) as (values ${GIVEN_KEYS})
       select number from given where exists (select 1 from entries where entries.key = given.key)`,
    ),
    readEntry: database.prepare(
      `select entry_id, key, kind, streams.name as stream, at_ms, count, shared_id, crc, bytes
       from entries join streams using (stream_id) where entry_id = ?`,
    ),
    oldestEntry: database.prepare(
      `select entry_id, at_ms from entries indexed by entries_by_age
       where (at_ms, entry_id) > (?, ?) order by at_ms, entry_id limit 1`,
    ),
    deleteSettled: database.prepare(
      `delete from entries where entry_id = ? and not exists (
         select 1 from deliveries where deliveries.entry_id = entries.entry_id)
       returning count, shared_id`,
    ),
    settledEntries: pluck(
      database,
      `${selectRows("entry_id", "count", "shared_id")} from entries
       where entry_id in (${GIVEN_IDS}) and not exists (
         select 1 from deliveries where deliveries.entry_id = entries.entry_id)`,
    ),
    deleteEntries: database.prepare<GivenIds>(
      `delete from entries where entry_id in (${GIVEN_IDS})`,
    ),
    readStream: database.prepare("select stream_id, last_key from streams where name = ?"),
    insertStream: database.prepare("insert into streams (name, last_key) values (?, ?)"),
    setLastKeys: database.prepare<(number | string | null)[]>(
      `update streams set last_key = case stream_id ${LAST_KEYS} end
       where stream_id in (${GIVEN_IDS})`,
    ),
    findShared: pluck(database, "select shared_id from shared where key = ?"),
    readShared: database.prepare("select key, bytes, crc from shared where shared_id = ?"),
    insertShared: database.prepare("insert into shared (key, crc, bytes) values (?, ?, ?)"),
    insertSharedUses: database.prepare("insert into shared_uses (shared_id, uses) values (?, 0)"),
    addSharedUses: pluck(
      database,
      "update shared_uses set uses = uses + ? where shared_id = ? returning uses",
    ),
    unusedShared: database.prepare(
      `select shared_id, length(bytes) as byte_length from shared_uses join shared using (shared_id)
       where uses <= 0`,
    ),
    sharedLength: pluck(database, "select length(bytes) from shared where shared_id = ?"),
    deleteShared: database.prepare("delete from shared where shared_id = ?"),
    deleteSharedUses: database.prepare("delete from shared_uses where shared_id = ?"),
  };
}

function pluck<Parameters extends readonly (string | number | null)[], Value>(
  database: Database,
  sql: string,
): Prepared<Parameters, Value> {
  return database.prepare<[...Parameters], Value>(sql).pluck() as Prepared<Parameters, Value>;
}
