import { type Clock, InvalidValueError, type Logger, silentLogger, systemClock } from "@ven/core";
import type { Database } from "better-sqlite3";
import type { Kysely } from "kysely";
import { backUpFile } from "./schema/back-up-file.ts";
import { inspectSchema, type SchemaState } from "./schema/inspect-schema.ts";
import { migrateToLatest } from "./schema/migrate-to-latest.ts";
import { REGISTRY_SCHEMA } from "./schema/registry-schema.ts";
import type { StoreTables } from "./schema/store-tables.ts";
import { openDatabase } from "./sqlite/open-database.ts";
import { retryWhileBusy } from "./sqlite/retry-while-busy.ts";
import { SqliteStore } from "./sqlite/sqlite-store.ts";
import { StoreConnection } from "./sqlite/store-connection.ts";
import { translateSqliteError } from "./sqlite/translate-sqlite-error.ts";
import type { StoreCallOptions, VenStore } from "./ven-store.ts";

/** Which store to open. */
export interface OpenStoreOptions {
  /** Path of a SQLite file, or `:memory:` for a store that is gone when closed. */
  readonly path: string;
  /** Whether to refuse a file that does not exist or is empty, instead of making a new store. @defaultValue false */
  readonly mustExist?: boolean;
  /** How long a call waits while somebody else writes to the file, ms; 0 to 600_000. @defaultValue 5_000 */
  readonly busyTimeoutMs?: number;
  /** @defaultValue the machine's clock */
  readonly clock?: Clock;
  /** @defaultValue silent */
  readonly logger?: Logger;
}

/**
 * Opens a store; makes a new one if there is no file, and brings an older one up to date, with a copy
 * of it as it was beside it: `<path>.backup-<schema>`.
 *
 * A file that is refused, for whatever reason, is left as it was.
 *
 * @throws {StoreError} naming the file and the remedy: see its codes
 */
export async function openStore(
  options: OpenStoreOptions,
  call: StoreCallOptions = {},
): Promise<VenStore> {
  const { path, mustExist = false, busyTimeoutMs = 5_000 } = options;
  const { clock = systemClock, logger = silentLogger } = options;
  const { signal } = call;
  checkPath(path);
  if (!(busyTimeoutMs >= 0 && busyTimeoutMs <= 600_000)) {
    throw new InvalidValueError("busyTimeoutMs", busyTimeoutMs, "give 0 to 600000 milliseconds");
  }
  signal?.throwIfAborted();
  const busyWait = { clock, busyTimeoutMs };
  const database = openDatabase(path, mustExist);
  const connection = new StoreConnection(database, path, busyWait);
  try {
    const prepare = async () => prepareDatabase(database, path, mustExist);
    const { pendingCount, latest } = await retryWhileBusy(busyWait, signal, prepare);
    if (pendingCount > 0) {
      const backup = latest === undefined ? {} : { backup: backUpFile(database, path, latest) };
      const work = (db: Kysely<StoreTables>) => migrateToLatest(db, REGISTRY_SCHEMA);
      await connection.write({ doing: "migrate", signal, work });
      logger.debug(
        { path, migrations: pendingCount, ...backup },
        "store schema brought up to date",
      );
    }
    return new SqliteStore(connection);
  } catch (error) {
    await connection.close();
    throw translateSqliteError(error, "open", path);
  }
}

/** Looks whether the file is ours before anything is written. */
function prepareDatabase(database: Database, path: string, mustExist: boolean): SchemaState {
  const inspect = () => inspectSchema(database, path, mustExist, REGISTRY_SCHEMA);
  // In a transaction, or a store that somebody else is making looks like a strange database.
  const state = database.transaction(inspect)();
  database.pragma("journal_mode = wal");
  database.pragma("synchronous = full");
  database.pragma("foreign_keys = on");
  return state;
}

function checkPath(path: string): void {
  // better-sqlite3 trims its path, so one with blanks around it would name another file.
  if (typeof path === "string" && path !== "" && path === path.trim()) return;
  throw new InvalidValueError("store path", path, "give a path without blanks around it");
}
