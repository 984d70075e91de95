import { existsSync } from "node:fs";
import { StoreError } from "../../errors/store-error.ts";
import type { FileSchema } from "../../schema/file-schema.ts";
import { inspectSchema } from "../../schema/inspect-schema.ts";
import { checkFile, openDatabase } from "../../sqlite/open-database.ts";
import { hadOwner } from "./owner-lock.ts";
import { isMarkedOutbox, isWritable } from "./put-aside.ts";

/** Which file somebody wants to own. */
export interface WantedFile {
  readonly path: string;
  readonly mustExist: boolean;
  readonly schema: FileSchema;
}

/**
 * Refuses a path that can be no outbox before anything is written beside it: a lock that stays there
 * would say that the file was one, and that it is to be replaced if it cannot be read.
 *
 * @throws {StoreError} or an error of SQLite that says what is there instead
 */
export function refuseForeign({ path, mustExist, schema }: WantedFile): void {
  checkFile(path, mustExist, schema);
  if (hadOwner(path) || !existsSync(path)) return;
  if (!isWritable(path)) {
    const message = `cannot open outbox ${path}: it cannot be written; make the file and its folder writable for this user`;
    throw new StoreError("STORE_NOT_WRITABLE", path, message);
  }
  if (isMarkedOutbox(path)) return;
  const database = openDatabase(path, mustExist, schema);
  try {
    inspectSchema(database, path, mustExist, schema);
  } finally {
    database.close();
  }
}
