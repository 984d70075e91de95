import { SettingError } from "../errors/setting-error.ts";

/**
 * Parses the text of a JSON file.
 *
 * @param what - what it is, for the message, such as `fleet`
 * @throws {SettingError} if it is no JSON, with the line; never quotes what it holds, which may be a
 * secret in the wrong file
 */
export function parseJsonFile(what: string, file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const [, position] = /at position (\d+)/.exec(String(error)) ?? [];
    const line = position === undefined ? "" : ` at line ${lineAt(text, Number(position))}`;
    throw new SettingError(`the ${what} file ${file} is no JSON${line}`);
  }
}

function lineAt(text: string, position: number): number {
  return text.slice(0, position).split("\n").length;
}
