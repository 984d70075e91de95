import { APPLICATION_ID } from "./application-id.ts";
import type { FileSchema } from "./file-schema.ts";
import { registryMigration } from "./registry-migration.ts";

/** The file of a resource registry. */
export const REGISTRY_SCHEMA: FileSchema = {
  noun: "store",
  applicationId: APPLICATION_ID,
  migrations: { "0001-registry": registryMigration },
  ifMissing: "seed a fleet into it first",
};
