import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "tsup";

/** A program without its types, which plain Node runs; deleted with the object. */
export interface PlainProgram extends Disposable {
  readonly path: string;
}

/**
 * Takes the types off a program of one file. Started by `tsx`, it would take four times as long, as that
 * parses every module that the program imports.
 *
 * @param source - the program
 * @param folder - where its imports are looked for: one that has a `node_modules`
 */
export async function plainProgram(source: string, folder: string): Promise<PlainProgram> {
  const cache = join(folder, "node_modules", ".cache");
  mkdirSync(cache, { recursive: true });
  const outDir = mkdtempSync(join(cache, "program-"));
  await build({
    config: false,
    entry: { program: source },
    bundle: false,
    format: ["esm"],
    target: "node20",
    outDir,
    outExtension: () => ({ js: ".mjs" }),
    silent: true,
  });
  return {
    path: join(outDir, "program.mjs"),
    [Symbol.dispose]: () => rmSync(outDir, { recursive: true, force: true }),
  };
}
