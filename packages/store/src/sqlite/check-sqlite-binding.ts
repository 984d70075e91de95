import { version } from "node:process";
import Database from "better-sqlite3";

/** Whether SQLite can be used in this process, and if not, why and what to do. */
export type SqliteBinding =
  | { readonly ok: true; readonly sqliteVersion: string }
  | { readonly ok: false; readonly reason: string };

/** Loads better-sqlite3's native part and asks it for SQLite's version. Touches no file of yours. */
export function checkSqliteBinding(): SqliteBinding {
  try {
    const database = new Database(":memory:");
    const sqliteVersion = String(database.prepare("select sqlite_version()").pluck().get());
    database.close();
    return { ok: true, sqliteVersion };
  } catch (error) {
    return { ok: false, reason: bindingProblem(error) };
  }
}

/** One line on why better-sqlite3 did not load, with the remedy. */
export function bindingProblem(error: unknown): string {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  const fault =
    code === "ERR_DLOPEN_FAILED" ? "was built for another Node or system" : "is not built";
  return (
    `the native part of better-sqlite3 ${fault} (this is Node ${version}); ` +
    'run "npm rebuild better-sqlite3", which needs python3, make and g++ where no ready-made binary is found'
  );
}
