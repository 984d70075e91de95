import type { Migration } from "kysely";
import { registryMigration } from "./registry-migration.ts";

/**
 * Every change of the schema, oldest first by name. Forwards only: a released migration is never
 * edited, and a new one sorts after it.
 */
export const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-registry": registryMigration,
};
