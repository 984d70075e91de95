import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describeError } from "@ven/core";
import type { Terminal } from "../console/terminal.ts";
import { SettingError } from "../errors/setting-error.ts";

/**
 * Reads a file that a setting names.
 *
 * @param what - what it holds, for the message, such as `bearer token`
 * @param file - as the user wrote it
 * @throws {SettingError} if it cannot be read; never shows what it holds
 */
export async function readSettingFile(
  place: Pick<Terminal, "workingFolder">,
  what: string,
  file: string,
): Promise<string> {
  try {
    return await readFile(resolve(place.workingFolder, file), "utf8");
  } catch (cause) {
    throw new SettingError(`the ${what} file ${file} cannot be read: ${describeError(cause)}`, {
      cause,
    });
  }
}
