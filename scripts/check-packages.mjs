// Packs every package as npm would get it and holds the tarball against publint and attw.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { runPnpm } from "./pnpm.mjs";
import { listPackages } from "./workspace.mjs";

const folder = mkdtempSync(join(tmpdir(), "ven-packages-"));
/** @type {string[]} */
const faults = [];
try {
  await runPnpm(["--recursive", "--filter", "./packages/*", "pack", "--pack-destination", folder], {
    quiet: true,
  });
  for (const { name, manifest } of listPackages()) {
    const file = `${name.replace("@", "").replace("/", "-")}-${manifest.version}.tgz`;
    if (!readdirSync(folder).includes(file)) {
      faults.push(`${name}: was not packed`);
      continue;
    }
    const tarball = new Uint8Array(readFileSync(join(folder, file)));
    const { messages } = await publint({ strict: true, pack: { tarball: tarball.buffer } });
    faults.push(
      ...messages.map(
        (message) => `${name}: publint: ${formatMessage(message, manifest, { color: false })}`,
      ),
    );
    const packed = createPackageFromTarballData(tarball);
    const analysis = await checkPackage(packed);
    if (!analysis.types) faults.push(`${name}: attw: has no types`);
    else {
      // Subpath exports are unknown to Node 10's resolution, which no supported Node uses.
      const problems = analysis.problems.filter(
        (problem) => !("resolutionKind" in problem) || problem.resolutionKind !== "node10",
      );
      faults.push(...problems.map((problem) => `${name}: attw: ${JSON.stringify(problem)}`));
    }
    for (const wanted of ["LICENSE", "README.md", "package.json"]) {
      if (!packed.fileExists(`/node_modules/${name}/${wanted}`))
        faults.push(`${name}: ${wanted} is not packed`);
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exitCode = 1;
}
