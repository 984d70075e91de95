import type { Database } from "better-sqlite3";
import { query, readRow, readRows } from "./outbox-query.ts";
import { type OutboxStatements, prepareOutboxStatements } from "./outbox-statements.ts";
import type { KnownSink } from "./sink-book.ts";

/** An open file whose schema is up to date. */
export interface OutboxConnection {
  readonly database: Database;
  readonly statements: OutboxStatements;
  readonly outboxId: string;
}

/** Compiles what the hot path needs, and reads whose outbox it is. */
export function connectOutbox(database: Database): OutboxConnection {
  const outboxId = readMeta(database, "outbox_id") ?? "";
  return { database, statements: prepareOutboxStatements(database), outboxId };
}

/** Reads a fact about the file itself. */
export function readMeta(database: Database, name: string): string | undefined {
  const row = readRow(database, query.selectFrom("meta").select("value").where("name", "=", name));
  return row?.value;
}

/** Reads the sinks that a file knows. */
export function readSinks(database: Database): readonly KnownSink[] {
  const rows = readRows(database, query.selectFrom("sinks").selectAll().orderBy("sink_id"));
  return rows.map((row) => ({
    sinkId: row.sink_id,
    name: row.name,
    after: row.after ?? undefined,
    isDeclared: row.is_declared === 1,
    sinceEntryId: row.since_entry_id,
  }));
}
