import { describeError } from "@ven/core";
import { StoreError, type StoreErrorCode } from "../errors/store-error.ts";

interface Explanation {
  readonly code: StoreErrorCode;
  readonly text: string;
}

/** SQLite's primary result codes that a person can do something about. */
const EXPLANATIONS: ReadonlyMap<string, Explanation> = new Map<string, Explanation>([
  [
    "NOTADB",
    {
      code: "STORE_CORRUPT",
      text: "the file is not a SQLite database, or its header is damaged; give another path or restore a copy",
    },
  ],
  [
    "CORRUPT",
    {
      code: "STORE_CORRUPT",
      text: "the file is damaged; restore a copy, or move it away and seed again",
    },
  ],
  [
    "CANTOPEN",
    {
      code: "STORE_NOT_WRITABLE",
      text: "the file cannot be opened or created; check the permissions of the file and its folder",
    },
  ],
  [
    "READONLY",
    {
      code: "STORE_NOT_WRITABLE",
      text: "the file cannot be written; make the file and its folder writable for this user",
    },
  ],
  [
    "BUSY",
    { code: "STORE_BUSY", text: "another process is writing to it; try again when it is done" },
  ],
  ["FULL", { code: "STORE_FULL", text: "the disk is full; free some space" }],
]);

/**
 * Turns an error of SQLite into a {@link StoreError} that says what to do; others pass as they are.
 *
 * @param doing - what was tried, such as `read VENs from`
 * @param noun - what the file is called
 */
export function translateSqliteError(
  error: unknown,
  doing: string,
  path: string,
  noun = "store",
): unknown {
  const sqliteCode = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  if (typeof sqliteCode !== "string" || !sqliteCode.startsWith("SQLITE_")) return error;
  const primary = sqliteCode.split("_")[1] ?? "";
  const { code, text } = EXPLANATIONS.get(primary) ?? {
    code: "STORE_FAILED" as const,
    text: `${describeError(error)}; if this stays so, restore a copy, or move the file away and seed again`,
  };
  return new StoreError(code, path, `cannot ${doing} ${noun} ${path}: ${text}`, { cause: error });
}
