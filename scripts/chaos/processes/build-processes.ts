import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "tsup";

/** The programs that a chaos run starts as processes of their own, in one file each. */
export interface ChaosPrograms extends AsyncDisposable {
  readonly sender: string;
  readonly vtn: string;
  readonly outage: string;
}

const chaosFolder = fileURLToPath(new URL("../", import.meta.url));
const rootFolder = fileURLToPath(new URL("../../../", import.meta.url));

/** Where the native module is found: beside the package that uses it. */
const storeRequire = createRequire(join(rootFolder, "packages", "store", "package.json"));

/**
 * Builds the programs from source, so that a process of theirs starts in a quarter of a second and tests
 * what is written, not what was built last.
 */
export async function buildProcesses(): Promise<ChaosPrograms> {
  const folder = await mkdtemp(join(tmpdir(), "ven-chaos-programs-"));
  await build({
    config: false,
    entry: {
      sender: join(chaosFolder, "sender", "sender-process.ts"),
      vtn: join(chaosFolder, "vtn", "vtn-process.ts"),
      outage: join(chaosFolder, "outage", "outage-process.ts"),
    },
    outDir: folder,
    format: ["esm"],
    target: "node20",
    platform: "node",
    splitting: false,
    silent: true,
    tsconfig: join(rootFolder, "tsconfig.json"),
    noExternal: [/./],
    outExtension: () => ({ js: ".mjs" }),
    banner: {
      js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);',
    },
    esbuildPlugins: [nativeModule("better-sqlite3")],
  });
  return {
    sender: join(folder, "sender.mjs"),
    vtn: join(folder, "vtn.mjs"),
    outage: join(folder, "outage.mjs"),
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
