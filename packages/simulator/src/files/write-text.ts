import { writeFile } from "node:fs/promises";
import { writeAtomically } from "./write-atomically.ts";

/**
 * Writes a text, such as a plot, to a file that is there in the end, or not at all.
 *
 * @throws {OutputFileError} if the file cannot be written
 */
export async function writeText(file: string, text: string): Promise<void> {
  await writeAtomically(file, (path) => writeFile(path, text));
}
