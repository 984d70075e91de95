import { mkdtemp, open, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { OutputFileError } from "./output-file-error.ts";

/**
 * Writes a file that is there either whole or not at all: it is written in a folder of its own beside
 * its place, brought to disk, and moved there at the end. Whatever fails, that folder is removed and an
 * older file stays as it was.
 *
 * @param write - writes the file at the path that it is given
 * @returns what `write` gave, and how large the file is
 * @throws {OutputFileError} if there is no place for it; what `write` throws goes on
 */
export async function writeAtomically<Result>(
  file: string,
  write: (path: string) => Promise<Result>,
): Promise<{ readonly result: Result; readonly byteCount: number }> {
  const folder = await mkdtemp(join(dirname(file), `.${basename(file)}-`)).catch((cause) => {
    throw new OutputFileError(file, cause);
  });
  try {
    const path = join(folder, basename(file));
    const result = await write(path);
    const byteCount = await moveInto(path, file);
    return { result, byteCount };
  } catch (error) {
    const isOfFile = error instanceof Error && "syscall" in error;
    throw isOfFile ? new OutputFileError(file, error) : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function moveInto(path: string, file: string): Promise<number> {
  const handle = await open(path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const { size } = await stat(path);
  await rename(path, file);
  return size;
}
