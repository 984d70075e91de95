import type { Database } from "better-sqlite3";
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { OutboxTables } from "./outbox-tables.ts";

/** Writes SQL, and runs none: a transaction of the outbox is synchronous, kysely is not. */
export const query: Kysely<OutboxTables> = new Kysely<OutboxTables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Runs a query that was written with {@link query}, and reads its rows. */
export function readRows<Row>(database: Database, compilable: Compilable<Row>): Row[] {
  const { sql, parameters } = compilable.compile();
  return database.prepare<unknown[], Row>(sql).all(...parameters);
}

/** The same for a query whose first row alone matters. */
export function readRow<Row>(database: Database, compilable: Compilable<Row>): Row | undefined {
  const { sql, parameters } = compilable.compile();
  return database.prepare<unknown[], Row>(sql).get(...parameters);
}

/** Runs a query that was written with {@link query} and has no rows. */
export function runQuery(database: Database, compilable: Compilable): void {
  const { sql, parameters } = compilable.compile();
  database.prepare(sql).run(...parameters);
}
