import type { FileSchema } from "../../schema/file-schema.ts";
import { OUTBOX_APPLICATION_ID } from "./outbox-application-id.ts";
import { outboxMigration } from "./outbox-migration.ts";

/** The file of an outbox. */
export const OUTBOX_SCHEMA: FileSchema = {
  noun: "outbox",
  applicationId: OUTBOX_APPLICATION_ID,
  migrations: { "0001-outbox": outboxMigration },
  ifMissing: "let its owner make it first",
};
