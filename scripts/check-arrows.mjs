// Checks that packages depend on one another only along the arrows of docs/architecture.md.
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import { listPackages, rootFolder, runtimeDependencies } from "./workspace.mjs";

/** What each package may use of ours; `node` says whether its main entry may import Node's modules. */
const arrows = {
  "@ven/core": { uses: [], node: false },
  "@ven/openadr-schema": { uses: ["@ven/core"], node: false },
  "@ven/simulator": { uses: ["@ven/core"], node: false },
  "@ven/store": { uses: ["@ven/core"], node: true },
  "@ven/influx": { uses: ["@ven/core"], node: true },
  "@ven/scheduler": { uses: ["@ven/core"], node: false },
  "@ven/vtn-client": { uses: ["@ven/core", "@ven/openadr-schema"], node: true },
  "@ven/mock-vtn": { uses: ["@ven/core", "@ven/openadr-schema"], node: true },
  "@ven/manager": {
    uses: ["@ven/core", "@ven/openadr-schema", "@ven/simulator", "@ven/store", "@ven/vtn-client"],
    node: true,
  },
  "@ven/cli": { uses: "all", node: true },
};

/** @type {string[]} */
const faults = [];

for (const { name, folder, manifest } of listPackages()) {
  const rule = arrows[/** @type {keyof typeof arrows} */ (name)];
  if (rule === undefined) {
    faults.push(`${name}: no arrows are written down for it in scripts/check-arrows.mjs`);
    continue;
  }
  const declared = new Set([name, ...runtimeDependencies(manifest)]);
  for (const dependency of declared) checkArrow(name, rule, dependency, "package.json");
  for (const file of listSources(join(folder, "src"))) {
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith(".")) continue;
      const where = file.slice(rootFolder.length + 1);
      if (isNodeModule(specifier)) {
        if (!specifier.startsWith("node:")) faults.push(`${where}: write node:${specifier}`);
        continue;
      }
      const dependency = packageOf(specifier);
      checkArrow(name, rule, dependency, where);
      if (!declared.has(dependency)) {
        faults.push(`${where}: imports ${dependency}, which ${name} does not declare`);
      }
      if (dependency.startsWith("@ven/") && specifier.split("/").length > 3) {
        faults.push(`${where}: ${specifier} reaches into another package`);
      }
    }
  }
  if (!rule.node) checkBrowserEntry(name, join(folder, "src", "index.ts"));
}

if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exitCode = 1;
}

/**
 * @param {string} name
 * @param {{ uses: string | string[] }} rule
 * @param {string} dependency
 * @param {string} where
 */
function checkArrow(name, rule, dependency, where) {
  if (!dependency.startsWith("@ven/") || dependency === name || rule.uses === "all") return;
  if (!rule.uses.includes(dependency)) faults.push(`${where}: ${name} may not use ${dependency}`);
}

/**
 * A package that promises to run in a browser imports no Node module from its main entry.
 *
 * @param {string} name
 * @param {string} entry
 */
function checkBrowserEntry(name, entry) {
  const seen = new Set([entry]);
  for (const file of seen) {
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith(".")) seen.add(join(dirname(file), specifier));
      else if (isNodeModule(specifier)) {
        faults.push(
          `${file.slice(rootFolder.length + 1)}: the main entry of ${name} imports ${specifier}`,
        );
      }
    }
  }
}

/** @param {string} folder @returns {string[]} */
function listSources(folder) {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => join(folder, file));
}

/** @param {string} file */
function importsOf(file) {
  return ts
    .preProcessFile(readFileSync(file, "utf8"), true, true)
    .importedFiles.map(({ fileName }) => fileName);
}

/** @param {string} specifier */
function isNodeModule(specifier) {
  return specifier.startsWith("node:") || builtinModules.includes(specifier);
}

/** @param {string} specifier */
function packageOf(specifier) {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}
