import type { Database } from "better-sqlite3";
import { StoreError } from "../errors/store-error.ts";
import { APPLICATION_ID } from "./application-id.ts";
import { MIGRATIONS } from "./migrations.ts";

/**
 * Looks at what a database holds, and writes nothing.
 *
 * @param mustExist - whether an empty database will not do
 * @returns how many migrations it lacks
 * @throws {StoreError} if it is a database of something else, or of a newer version of this package
 */
export function countPendingMigrations(
  database: Database,
  path: string,
  mustExist: boolean,
): number {
  const known = Object.keys(MIGRATIONS);
  const mark = database.pragma("application_id", { simple: true });
  if (mark !== APPLICATION_ID) {
    const hasTables = database.prepare("select 1 from sqlite_master").get() !== undefined;
    const isEmpty = mark === 0 && !hasTables;
    if (isEmpty && !mustExist) return known.length;
    throw new StoreError(
      "STORE_FOREIGN",
      path,
      isEmpty
        ? `cannot open store ${path}: the file is empty; seed a fleet into it first`
        : `cannot open store ${path}: it is a SQLite database, but not a store of this package; give another path`,
    );
  }
  const applied = database.prepare("select name from kysely_migration").pluck().all() as string[];
  const unknown = applied.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new StoreError(
      "STORE_SCHEMA_NEWER",
      path,
      `cannot open store ${path}: a newer version of @ven/store wrote it (schema ${unknown}); update @ven/store`,
    );
  }
  return known.length - applied.length;
}
