// `npm test`: installs, builds, lints, type-checks and runs every test, then counts.
// With arguments (`npm test -- packages/core`) it runs only the tests that they name.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "./build.mjs";
import { install } from "./install.mjs";
import { rootFolder } from "./workspace.mjs";

const filters = process.argv.slice(2);
const counts = { passed: 0, failed: 0 };
/** @type {{ name: string, file: string, reason: string }[]} */
const skipped = [];

if ((await step("install", install)) && (await step("build", build))) {
  if (filters.length === 0) {
    await Promise.all([
      program("types", "typescript/bin/tsc", ["--noEmit", "-p", "tsconfig.json"]),
      (async () => {
        await program("lint", "@biomejs/biome/bin/biome", ["check", "--error-on-warnings", "."]);
        for (const name of ["arrows", "tracked-text", "packages"]) {
          await run(name, process.execPath, [join(rootFolder, "scripts", `check-${name}.mjs`)]);
        }
      })(),
    ]);
  }
  await runTests();
}

for (const { name, reason } of skipped) console.log(`skipped: ${name} (${reason})`);
if (existsSync(join(rootFolder, "..", "shared"))) {
  // Where the specification is at hand, nothing may go unchecked against it.
  const unchecked = skipped.filter(({ file }) => file.includes("/test/conformance/"));
  for (const { name } of unchecked) console.log(`failed: ${name}: skipped, yet ../shared is here`);
  counts.failed += unchecked.length;
}
console.log(
  `${counts.passed} passed, ${counts.failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ""}`,
);
process.exitCode = counts.failed === 0 ? 0 : 1;

/**
 * Runs one step that counts as one test.
 *
 * @param {string} name
 * @param {() => Promise<void>} action
 */
async function step(name, action) {
  try {
    await action();
    counts.passed += 1;
    console.log(`ok: ${name}`);
    return true;
  } catch (error) {
    counts.failed += 1;
    console.log(`failed: ${name}: ${error instanceof Error ? error.message : error}`);
    return false;
  }
}

/**
 * @param {string} name
 * @param {string} script - below node_modules
 * @param {readonly string[]} args
 */
function program(name, script, args) {
  return run(name, process.execPath, [join(rootFolder, "node_modules", script), ...args]);
}

/**
 * @param {string} name
 * @param {string} command
 * @param {readonly string[]} args
 */
function run(name, command, args) {
  return step(name, async () => {
    const { code, output } = await collect(command, args);
    if (code !== 0) throw new Error(`exit code ${code}\n${output}`);
  });
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function collect(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: rootFolder, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    child.stdout.on("data", (chunk) => {
      output += chunk;
    });
    child.stderr.on("data", (chunk) => {
      output += chunk;
    });
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, output }));
  });
}

async function runTests() {
  const folder = mkdtempSync(join(tmpdir(), "ven-tests-"));
  const report = join(folder, "report.json");
  try {
    const vitest = join(rootFolder, "node_modules", "vitest", "vitest.mjs");
    const child = spawn(process.execPath, [vitest, "run", ...filters], {
      cwd: rootFolder,
      env: { ...process.env, VEN_TEST_REPORT: report },
      stdio: "inherit",
    });
    const code = await new Promise((resolve) => child.once("close", resolve));
    const result = JSON.parse(readFileSync(report, "utf8"));
    counts.passed += result.passed;
    // A run that exits badly without a failed test (a threshold, a crash) is still a failure.
    counts.failed += code !== 0 && result.failed === 0 ? 1 : result.failed;
    if (result.passed + result.failed === 0) counts.failed += 1;
    skipped.push(...result.skipped);
  } catch (error) {
    counts.failed += 1;
    console.log(`failed: tests: ${error instanceof Error ? error.message : error}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
