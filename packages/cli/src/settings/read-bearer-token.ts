import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { describeError } from "@ven/core";
import type { Terminal } from "../console/terminal.ts";
import { SettingError } from "../errors/setting-error.ts";

/** Longest token that is read, characters. */
const LONGEST_TOKEN = 8_192;

/**
 * The bearer token: of the environment variable VEN_BEARER_TOKEN, or else of a file.
 *
 * @returns `undefined` if there is neither
 * @throws {SettingError} if the file cannot be read or holds no token; never shows what it holds
 */
export async function readBearerToken(
  place: Pick<Terminal, "environment" | "workingFolder">,
  file?: string,
): Promise<string | undefined> {
  const fromEnvironment = place.environment["VEN_BEARER_TOKEN"]?.trim();
  if (fromEnvironment !== undefined && fromEnvironment !== "") {
    return checkToken(fromEnvironment, "VEN_BEARER_TOKEN");
  }
  if (file === undefined) return undefined;
  let text: string;
  try {
    text = await readFile(resolve(place.workingFolder, file), "utf8");
  } catch (cause) {
    throw new SettingError(`the token file ${file} cannot be read: ${describeError(cause)}`, {
      cause,
    });
  }
  return checkToken(text.trim(), `the token file ${file}`);
}

function checkToken(token: string, place: string): string {
  if (token === "" || token.length > LONGEST_TOKEN || !/^[\x21-\x7e]+$/.test(token)) {
    throw new SettingError(
      `${place} holds no usable token: give 1 to ${LONGEST_TOKEN} visible characters on one line`,
    );
  }
  return token;
}
