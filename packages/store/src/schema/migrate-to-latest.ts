import { type Kysely, Migrator } from "kysely";
import type { FileSchema } from "./file-schema.ts";

/** Applies the migrations that a database lacks. Call it in a transaction: SQLite's DDL rolls back. */
export async function migrateToLatest<Tables>(
  db: Kysely<Tables>,
  { migrations }: FileSchema,
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...migrations }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
