import type { Database } from "better-sqlite3";
import { StoreError } from "../errors/store-error.ts";
import type { FileSchema } from "./file-schema.ts";

/** What was applied to a file, and what was not yet. */
export interface SchemaState {
  /** How many migrations it lacks. */
  readonly pendingCount: number;
  /** Name of the last migration that it has; `undefined` in an empty file. */
  readonly latest: string | undefined;
}

/**
 * Looks at what a database holds, and writes nothing.
 *
 * @param mustExist - whether an empty database will not do
 * @throws {StoreError} if it is a database of something else, or of a newer version of this package
 */
export function inspectSchema(
  database: Database,
  path: string,
  mustExist: boolean,
  schema: FileSchema,
): SchemaState {
  const { noun, applicationId, migrations, ifMissing } = schema;
  const known = Object.keys(migrations);
  const mark = database.pragma("application_id", { simple: true });
  if (mark !== applicationId) {
    const hasTables = database.prepare("select 1 from sqlite_master").get() !== undefined;
    const isEmpty = mark === 0 && !hasTables;
    if (isEmpty && !mustExist) return { pendingCount: known.length, latest: undefined };
    throw new StoreError(
      "STORE_FOREIGN",
      path,
      isEmpty
        ? `cannot open ${noun} ${path}: the file is empty; ${ifMissing}`
        : `cannot open ${noun} ${path}: it is a SQLite database, but no ${noun} of this package; give another path`,
    );
  }
  const applied = database
    .prepare("select name from kysely_migration order by name")
    .pluck()
    .all() as string[];
  const unknown = applied.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new StoreError(
      "STORE_SCHEMA_NEWER",
      path,
      `cannot open ${noun} ${path}: a newer version of @ven/store wrote it (schema ${unknown}); update @ven/store`,
    );
  }
  return { pendingCount: known.length - applied.length, latest: applied.at(-1) };
}
