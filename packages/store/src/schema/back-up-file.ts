import { renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import type { Database } from "better-sqlite3";

/**
 * Copies a database as it is to `<path>.backup-<schema>`, before migrations change it.
 *
 * The copy takes its name once it is whole, so that one that was cut off is never taken for a backup.
 *
 * @param schema - name of the last migration that the database has
 * @returns where the copy is
 */
export function backUpFile(database: Database, path: string, schema: string): string {
  const backupPath = `${resolve(path)}.backup-${schema}`;
  const partPath = `${backupPath}.part`;
  rmSync(partPath, { force: true });
  database.prepare("vacuum into ?").run(partPath);
  renameSync(partPath, backupPath);
  return backupPath;
}
