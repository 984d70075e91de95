import type { Migration } from "kysely";

/** What a kind of SQLite file of this package holds, and how it came to that. */
export interface FileSchema {
  /** What such a file is called in messages, such as `store`. */
  readonly noun: string;
  /** Marks a file as one of this kind, in its header ("PRAGMA application_id"). */
  readonly applicationId: number;
  /**
   * Every change of the schema, oldest first by name. Forwards only: a released migration is never
   * edited, and a new one sorts after it.
   */
  readonly migrations: Readonly<Record<string, Migration>>;
  /** What to do where a file must exist and does not. */
  readonly ifMissing: string;
}
