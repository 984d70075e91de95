import type { Database } from "better-sqlite3";
import { type DeliveryStatements, prepareDeliveryStatements } from "./delivery-statements.ts";
import { type EntryStatements, prepareEntryStatements } from "./entry-statements.ts";
import { type FileStatements, prepareFileStatements } from "./file-statements.ts";

/** Every statement of the hot path. */
export interface OutboxStatements extends EntryStatements, DeliveryStatements, FileStatements {}

/** Compiles the hot path's statements; damage of the schema shows here at the latest. */
export function prepareOutboxStatements(database: Database): OutboxStatements {
  return {
    ...prepareEntryStatements(database),
    ...prepareDeliveryStatements(database),
    ...prepareFileStatements(database),
  };
}
