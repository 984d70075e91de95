import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "tsup";

/** Programs in one file each, by name; deleted with the object. */
export interface BundledPrograms<Name extends string> extends AsyncDisposable {
  readonly paths: Readonly<Record<Name, string>>;
}

const rootFolder = fileURLToPath(new URL("../", import.meta.url));

/** Where the native module is found: beside the package that uses it. */
const storeRequire = createRequire(join(rootFolder, "packages", "store", "package.json"));

/**
 * Makes programs that plain Node runs, from source: a process starts in a quarter of a second, and what
 * runs is what is written, as users get it and not what was built last.
 *
 * @param sources - their main modules
 */
export async function bundlePrograms<Name extends string>(
  sources: Readonly<Record<Name, URL>>,
): Promise<BundledPrograms<Name>> {
  const folder = await mkdtemp(join(tmpdir(), "ven-programs-"));
  const names = Object.keys(sources) as Name[];
  await build({
    config: false,
    entry: Object.fromEntries(names.map((name) => [name, fileURLToPath(sources[name])])),
    outDir: folder,
    format: ["esm"],
    target: "node20",
    platform: "node",
    splitting: false,
    silent: true,
    // A process that is killed again and again starts quicker.
    minify: true,
    tsconfig: join(rootFolder, "tsconfig.json"),
    noExternal: [/./],
    outExtension: () => ({ js: ".mjs" }),
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    esbuildPlugins: [nativeModule("better-sqlite3")],
  });
  const paths = Object.fromEntries(names.map((name) => [name, join(folder, `${name}.mjs`)]));
  return {
    paths: paths as Record<Name, string>,
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Leaves a module where it is, as its binary cannot be bundled. */
function nativeModule(name: string): NonNullable<Parameters<typeof build>[0]["esbuildPlugins"]>[0] {
  return {
    name: "native-module",
    setup({ onResolve }) {
      onResolve({ filter: new RegExp(`^${name}$`) }, () => ({
        path: pathToFileURL(storeRequire.resolve(name)).href,
        external: true,
      }));
    },
  };
}
