import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { StoreError } from "../../errors/store-error.ts";
import { backUpFile } from "../../schema/back-up-file.ts";
import type { FileSchema } from "../../schema/file-schema.ts";
import { inspectSchema } from "../../schema/inspect-schema.ts";
import { migrateToLatest } from "../../schema/migrate-to-latest.ts";
import { openDatabase } from "../../sqlite/open-database.ts";
import { checkFingerprint, writeFingerprint } from "./file-fingerprint.ts";
import { connectOutbox, type OutboxConnection } from "./outbox-connection.ts";
import { PAGE_BYTES } from "./page-bytes.ts";

/** To which the log is cut back once all of it is in the file. */
const MOST_LOG_BYTES = 8 * 1_048_576;

/** How the file of an outbox is opened. */
export interface ConnectOptions {
  readonly path: string;
  readonly mustExist: boolean;
  readonly durability: "process" | "power-loss";
  /** Most bytes of the file; `undefined` for no bound. */
  readonly maxBytes: number | undefined;
  readonly schema: FileSchema;
  /** Whether to bring an older file up to date. */
  readonly mayMigrate: boolean;
}

/**
 * Opens the file of an outbox, or makes it, and brings an older one up to date.
 *
 * @throws {DamageFound} or an error of SQLite if it is damaged
 */
export async function connectFile(options: ConnectOptions): Promise<OutboxConnection> {
  const { path, mustExist, durability, maxBytes, schema, mayMigrate } = options;
  const database = openDatabase(path, mustExist, schema);
  try {
    checkFingerprint(database);
    const { pendingCount, latest } = inspectSchema(database, path, mustExist, schema);
    if (pendingCount > 0 && !mayMigrate) throw olderSchema(path, latest);
    if (latest === undefined) {
      database.pragma(`page_size = ${PAGE_BYTES}`);
      database.pragma("auto_vacuum = incremental");
    }
    database.pragma("journal_mode = wal");
    database.pragma(`synchronous = ${durability === "process" ? "normal" : "full"}`);
    database.pragma("temp_store = memory");
    database.pragma(`journal_size_limit = ${MOST_LOG_BYTES}`);
    if (pendingCount > 0) {
      if (latest !== undefined) backUpFile(database, path, latest);
      await migrate(database, schema);
    }
    if (maxBytes !== undefined) {
      database.pragma(`max_page_count = ${Math.floor(maxBytes / PAGE_BYTES)}`);
    }
    return connectOutbox(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

async function migrate(database: Database, schema: FileSchema): Promise<void> {
  database.exec("begin immediate");
  try {
    await migrateToLatest(new Kysely({ dialect: new SqliteDialect({ database }) }), schema);
    database
      .prepare("insert into meta (name, value) values ('outbox_id', ?) on conflict do nothing")
      .run(randomUUID());
    writeFingerprint(database);
    database.exec("commit");
  } catch (error) {
    if (database.inTransaction) database.exec("rollback");
    throw error;
  }
}

function olderSchema(path: string, latest: string | undefined): StoreError {
  const message = `cannot open outbox ${path}: an older version of @ven/store wrote it (schema ${latest}); open it as its owner, which brings it up to date`;
  return new StoreError("STORE_NOT_OWNED", path, message);
}
