import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runPnpm } from "./pnpm.mjs";
import { hashPaths, hasStamp, listPackages, rootFolder, writeStamp } from "./workspace.mjs";

/** Oldest Node that the packages run on. */
const OLDEST_NODE = [20, 19];

/** Installs every dependency with the pinned pnpm, unless that was done for this very lockfile. */
export async function install() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major < oldestMajor || (major === oldestMajor && minor < oldestMinor)) {
    throw new Error(
      `Node ${process.versions.node} is too old: install Node ${OLDEST_NODE.join(".")} or newer`,
    );
  }
  const hash = hashPaths(
    [
      "package.json",
      "pnpm-lock.yaml",
      "pnpm-workspace.yaml",
      ...listPackages().map(({ folder }) =>
        join(folder.slice(rootFolder.length + 1), "package.json"),
      ),
    ].map((path) => join(rootFolder, path)),
    [process.versions.modules, process.platform, process.arch],
  );
  if (hasStamp("install", hash) && existsSync(join(rootFolder, "node_modules", ".modules.yaml")))
    return;
  process.stderr.write("Installing dependencies (the first time takes a minute or two)...\n");
  try {
    await runPnpm(["install", ...(process.env.CI ? ["--frozen-lockfile"] : [])]);
  } catch (error) {
    throw missingCompiler() ?? error;
  }
  if (!sqliteLoads()) {
    await runPnpm(["rebuild", "better-sqlite3"]).catch(() => undefined);
    if (!sqliteLoads()) {
      throw (
        missingCompiler() ?? new Error("better-sqlite3 was installed but does not load; see above")
      );
    }
  }
  writeStamp("install", hash);
}

function sqliteLoads() {
  const program = "new (require('better-sqlite3'))(':memory:').close()";
  const child = spawnSync(process.execPath, ["-e", program], {
    cwd: join(rootFolder, "packages", "store"),
    stdio: "ignore",
  });
  return child.status === 0;
}

/** The one line for a machine on which better-sqlite3 can be neither downloaded nor compiled. */
function missingCompiler() {
  const missing = ["python3", "make", "g++"].filter(
    (tool) => spawnSync(tool, ["--version"], { stdio: "ignore" }).error !== undefined,
  );
  if (missing.length === 0) return undefined;
  return new Error(
    `better-sqlite3 has no ready-made binary here and must be compiled: install python3, make and g++ (missing: ${missing.join(", ")}), then run this again`,
  );
}
