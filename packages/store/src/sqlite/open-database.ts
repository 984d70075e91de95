import { type Stats, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { describeError } from "@ven/core";
import Database from "better-sqlite3";
import { StoreError } from "../errors/store-error.ts";
import type { FileSchema } from "../schema/file-schema.ts";
import { REGISTRY_SCHEMA } from "../schema/registry-schema.ts";
import { bindingProblem } from "./check-sqlite-binding.ts";
import { translateSqliteError } from "./translate-sqlite-error.ts";

/** The path that stands for a store which lives in memory and is gone when closed. */
export const MEMORY_PATH = ":memory:";

/**
 * Opens a SQLite file, or creates an empty one.
 *
 * @throws {StoreError} if there is no such file, it cannot be opened, or SQLite itself is not there
 */
export function openDatabase(
  path: string,
  mustExist: boolean,
  schema: FileSchema = REGISTRY_SCHEMA,
): Database.Database {
  if (path !== MEMORY_PATH || mustExist) checkFile(path, mustExist, schema);
  try {
    return new Database(path === MEMORY_PATH ? path : resolve(path), {
      fileMustExist: mustExist,
      timeout: 0,
    });
  } catch (error) {
    throw explainOpening(error, path, schema.noun);
  }
}

/** What a caller is told where SQLite could not even be asked to open a file that may be there. */
export function explainOpening(error: unknown, path: string, noun: string): StoreError {
  const translated = translateSqliteError(error, "open", path, noun);
  if (translated instanceof StoreError) return translated;
  const message = `cannot open ${noun} ${path}: ${bindingProblem(error)}`;
  return new StoreError("STORE_BINDING_MISSING", path, message, { cause: error });
}

/**
 * Checks that a path is a file's, or may become one.
 *
 * @throws {StoreError} naming the path, or the folder that is not there
 */
export function checkFile(path: string, mustExist: boolean, { noun, ifMissing }: FileSchema): void {
  const stats = statIfThere(path, noun);
  if (stats === undefined && mustExist) {
    throw new StoreError(
      "STORE_MISSING",
      path,
      `cannot open ${noun} ${path}: there is no such file; check the path, or ${ifMissing}`,
    );
  }
  const folder = dirname(resolve(path));
  if (stats === undefined && statIfThere(folder, noun) === undefined) {
    throw new StoreError(
      "STORE_NOT_WRITABLE",
      path,
      `cannot create ${noun} ${path}: there is no folder ${folder}; create the folder first`,
    );
  }
  if (stats !== undefined && !stats.isFile()) {
    const found = stats.isDirectory() ? "a folder" : "not a regular file";
    throw new StoreError(
      "STORE_NOT_A_FILE",
      path,
      `cannot open ${noun} ${path}: it is ${found}; give the path of a file`,
    );
  }
}

function statIfThere(path: string, noun: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const message = `cannot open ${noun} ${path}: ${describeError(cause)}; check the path and the permissions of its folders`;
    throw new StoreError("STORE_NOT_WRITABLE", path, message, { cause });
  }
}
