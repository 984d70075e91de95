import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  hashPaths,
  hasStamp,
  listPackages,
  rootFolder,
  runtimeDependencies,
  writeStamp,
} from "./workspace.mjs";

/** Builds the packages whose source, or whose dependencies' source, changed since their last build. */
export async function build() {
  const packages = listPackages();
  /** @type {Map<string, string>} */
  const hashes = new Map();
  const shared = ["tsup.base.ts", "tsconfig.base.json", "pnpm-lock.yaml"];
  for (const { name, folder, manifest } of packages) {
    const paths = [
      ...shared.map((file) => join(rootFolder, file)),
      ...["src", "package.json", "tsup.config.ts", "tsconfig.json"].map((file) =>
        join(folder, file),
      ),
    ];
    const dependencies = runtimeDependencies(manifest).map(
      (dependency) => hashes.get(dependency) ?? "",
    );
    hashes.set(name, hashPaths(paths, dependencies));
  }
  const stale = packages.filter(
    ({ name, folder }) =>
      !hasStamp(name, hashes.get(name) ?? "") || !existsSync(join(folder, "dist", "index.js")),
  );
  if (stale.length === 0) return;
  process.stderr.write(`Building ${stale.map(({ name }) => name).join(", ")}...\n`);
  const waiting = new Set(stale);
  /** @type {Set<Promise<void>>} */
  const running = new Set();
  while (waiting.size > 0 || running.size > 0) {
    const free = availableParallelism() - running.size;
    const unbuilt = new Set(
      [...stale]
        .filter((item) => !hasStamp(item.name, hashes.get(item.name) ?? ""))
        .map(({ name }) => name),
    );
    const ready = [...waiting]
      .filter(({ manifest }) => runtimeDependencies(manifest).every((name) => !unbuilt.has(name)))
      .slice(0, Math.max(0, free));
    for (const item of ready) {
      waiting.delete(item);
      const task = buildOne(item.folder)
        .then(() => writeStamp(item.name, hashes.get(item.name) ?? ""))
        .finally(() => running.delete(task));
      running.add(task);
    }
    await Promise.race(running);
  }
}

/** @param {string} folder */
async function buildOne(folder) {
  const cli = join(rootFolder, "node_modules", "tsup", "dist", "cli-default.js");
  const child = spawn(process.execPath, [cli, "--silent"], {
    cwd: folder,
    stdio: ["ignore", 2, 2],
  });
  const code = await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`building ${folder.slice(rootFolder.length + 1)} failed`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await build();
