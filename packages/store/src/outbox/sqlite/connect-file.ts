import { randomUUID } from "node:crypto";
import type { Database } from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { backUpFile } from "../../schema/back-up-file.ts";
import type { FileSchema } from "../../schema/file-schema.ts";
import { inspectSchema } from "../../schema/inspect-schema.ts";
import { migrateToLatest } from "../../schema/migrate-to-latest.ts";
import { openDatabase } from "../../sqlite/open-database.ts";
import { connectOutbox, type OutboxConnection } from "./outbox-connection.ts";
import { OUTBOX_SCHEMA } from "./outbox-schema.ts";
import { PAGE_BYTES } from "./page-bytes.ts";

/** How the file of an outbox is opened. */
export interface ConnectOptions {
  readonly path: string;
  readonly mustExist: boolean;
  readonly durability: "process" | "power-loss";
  readonly schema?: FileSchema;
}

/** Opens the file of an outbox, or makes it, and brings an older one up to date. */
export async function connectFile(options: ConnectOptions): Promise<OutboxConnection> {
  const { path, mustExist, durability, schema = OUTBOX_SCHEMA } = options;
  const database = openDatabase(path, mustExist, schema);
  try {
    const { pendingCount, latest } = inspectSchema(database, path, mustExist, schema);
    if (latest === undefined) {
      database.pragma(`page_size = ${PAGE_BYTES}`);
      database.pragma("auto_vacuum = incremental");
    }
    database.pragma("journal_mode = wal");
    database.pragma(`synchronous = ${durability === "process" ? "normal" : "full"}`);
    database.pragma("temp_store = memory");
    if (pendingCount > 0) {
      if (latest !== undefined) backUpFile(database, path, latest);
      await migrate(database, schema);
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
    database.exec("commit");
  } catch (error) {
    if (database.inTransaction) database.exec("rollback");
    throw error;
  }
}
