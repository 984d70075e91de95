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

/** The file contradicts itself where SQLite cannot see it. */
export class DamageFound extends Error {}

function primaryCode(error: unknown): string | undefined {
  return sqliteCode(error)?.split("_")[1];
}

function sqliteCode(error: unknown): string | undefined {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" && code.startsWith("SQLITE_") ? code : undefined;
}
