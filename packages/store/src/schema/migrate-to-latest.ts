import { type Kysely, Migrator } from "kysely";
import { MIGRATIONS } from "./migrations.ts";
import type { StoreTables } from "./store-tables.ts";

/** Applies the migrations that a database lacks. Call it in a transaction: SQLite's DDL rolls back. */
export async function migrateToLatest(db: Kysely<StoreTables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ ...MIGRATIONS }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
