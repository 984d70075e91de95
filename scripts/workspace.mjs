import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Root of the repository. */
export const rootFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * @typedef {object} WorkspacePackage
 * @property {string} name - such as `@ven/core`
 * @property {string} folder - absolute
 * @property {any} manifest - its package.json
 */

/** @returns {WorkspacePackage[]} the publishable packages, each after those it depends on */
export function listPackages() {
  const parent = join(rootFolder, "packages");
  const packages = readdirSync(parent)
    .sort()
    .map((entry) => {
      const folder = join(parent, entry);
      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      return { name: manifest.name, folder, manifest };
    });
  /** @type {WorkspacePackage[]} */
  const sorted = [];
  while (sorted.length < packages.length) {
    const ready = packages.filter(
      (candidate) =>
        !sorted.includes(candidate) &&
        runtimeDependencies(candidate.manifest).every(
          (name) =>
            sorted.some((done) => done.name === name) || packages.every((p) => p.name !== name),
        ),
    );
    if (ready.length === 0) throw new Error("the packages depend on one another in a circle");
    sorted.push(...ready);
  }
  return sorted;
}

/**
 * @param {any} manifest - a package.json
 * @returns {string[]} names of what the published package needs at run time
 */
export function runtimeDependencies(manifest) {
  return Object.keys({
    ...manifest.dependencies,
    ...manifest.peerDependencies,
    ...manifest.optionalDependencies,
  });
}

/**
 * Hash of files and folders by content; what is missing counts as empty.
 *
 * @param {readonly string[]} paths - absolute
 * @param {readonly string[]} [words] - mixed in
 */
export function hashPaths(paths, words = []) {
  const hash = createHash("sha256");
  for (const word of words) hash.update(`${word}\0`);
  for (const path of paths) addPath(hash, path);
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path
 */
function addPath(hash, path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  hash.update(`${path.slice(rootFolder.length)}\0`);
  if (stat === undefined) return;
  if (!stat.isDirectory()) {
    hash.update(readFileSync(path));
    return;
  }
  for (const entry of readdirSync(path).sort()) addPath(hash, join(path, entry));
}

/** @param {string} name */
const stampPath = (name) =>
  join(rootFolder, "node_modules", ".cache", "ven", `${name.replace("/", "+")}.stamp`);

/**
 * Tells whether a step was last done for this very hash.
 *
 * @param {string} name
 * @param {string} hash
 */
export function hasStamp(name, hash) {
  const path = stampPath(name);
  return (
    statSync(path, { throwIfNoEntry: false }) !== undefined && readFileSync(path, "utf8") === hash
  );
}

/**
 * Notes that a step was done for a hash.
 *
 * @param {string} name
 * @param {string} hash
 */
export function writeStamp(name, hash) {
  mkdirSync(dirname(stampPath(name)), { recursive: true });
  writeFileSync(stampPath(name), hash);
}
