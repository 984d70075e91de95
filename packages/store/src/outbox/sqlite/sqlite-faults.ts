import { describeError } from "@ven/core";
import { isStoreError, StoreError } from "../../errors/store-error.ts";
import { translateSqliteError } from "../../sqlite/translate-sqlite-error.ts";

const MENDING =
  "start the process that delivers from it again (such as `ven run`), which mends the file and keeps what can be read";

/** Whether somebody else holds the file's write lock. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === "BUSY";
}

/** Whether the file's content cannot be right. */
export function isDamage(error: unknown): boolean {
  const code = primaryCode(error);
  return code === "CORRUPT" || code === "NOTADB" || error instanceof DamageFound;
}

/** Whether there was no room for what was to be written. */
export function isFull(error: unknown): boolean {
  // Growing the index of the log fails with its own code.
  return primaryCode(error) === "FULL" || sqliteCode(error) === "SQLITE_IOERR_SHMSIZE";
}

/** Whether a file may not be opened or written, or its path is no file's. */
export function isForbidden(error: unknown): boolean {
  return ["CANTOPEN", "READONLY", "PERM"].includes(primaryCode(error) ?? "");
}

/** Whether a file cannot be opened for what is in it, provided that it may be read and written. */
export function isUnreadable(error: unknown): boolean {
  if (isStoreError(error)) return isUnreadable(error.cause);
  const code = primaryCode(error) ?? "";
  return isDamage(error) || ["ERROR", "READONLY", "CANTOPEN", "IOERR", "FORMAT"].includes(code);
}

/** The file contradicts itself where SQLite cannot see it. */
export class DamageFound extends Error {}

/** What a caller is told of a fault for which there is no remedy. */
export function explainFault(error: unknown, doing: string, path: string): unknown {
  const start = `cannot ${doing} outbox ${path}:`;
  if (primaryCode(error) === "NOTADB") {
    const message = `${start} the file is not a SQLite database, or its header is damaged; give another path, or if it is an outbox, ${MENDING}`;
    return new StoreError("STORE_CORRUPT", path, message, { cause: error });
  }
  if (isDamage(error)) {
    const message = `${start} the file is damaged (${describeError(error)}); ${MENDING}`;
    return new StoreError("STORE_CORRUPT", path, message, { cause: error });
  }
  const translated = translateSqliteError(error, doing, path, "outbox");
  if (!isStoreError(translated, "STORE_FAILED")) return translated;
  const message = `${start} ${describeError(error)}; if this stays so, ${MENDING}`;
  return new StoreError("STORE_FAILED", path, message, { cause: error });
}

function primaryCode(error: unknown): string | undefined {
  return sqliteCode(error)?.split("_")[1];
}

function sqliteCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" && code.startsWith("SQLITE_") ? code : undefined;
}
