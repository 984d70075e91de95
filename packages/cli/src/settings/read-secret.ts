import type { Terminal } from "../console/terminal.ts";
import { SettingError } from "../errors/setting-error.ts";
import { readSettingFile } from "./read-setting-file.ts";

/** Longest secret that is read, characters. */
const LONGEST_SECRET = 8_192;

/** Where a secret may stand: never on the command line, where other users of the machine see it. */
export interface SecretPlaces {
  /** What it is, for messages, such as `bearer token`. */
  readonly what: string;
  /** Variable of the environment; wins over the file. */
  readonly variable: string;
  readonly file?: string | undefined;
}

/**
 * Reads a secret of the environment or of a file.
 *
 * @returns `undefined` if there is neither
 * @throws {SettingError} if the file cannot be read or holds no secret; never shows what it holds
 */
export async function readSecret(
  place: Pick<Terminal, "environment" | "workingFolder">,
  { what, variable, file }: SecretPlaces,
): Promise<string | undefined> {
  const fromEnvironment = place.environment[variable]?.trim();
  if (fromEnvironment !== undefined && fromEnvironment !== "") {
    return checkSecret(fromEnvironment, variable, what);
  }
  if (file === undefined) return undefined;
  const text = await readSettingFile(place, what, file);
  return checkSecret(text.trim(), `the ${what} file ${file}`, what);
}

function checkSecret(secret: string, place: string, what: string): string {
  if (secret === "" || secret.length > LONGEST_SECRET || !/^[\x21-\x7e]+$/.test(secret)) {
    throw new SettingError(
      `${place} holds no usable ${what}: give 1 to ${LONGEST_SECRET} visible characters on one line`,
    );
  }
  return secret;
}
