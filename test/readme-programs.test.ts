import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { plainProgram } from "./support/plain-program.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const packagesFolder = join(root, "packages");

/** The first program of a README and what it says that it prints. */
function firstProgram(readme: string): { program: string; output: string } | undefined {
  const [, firstMinute = ""] = readme.split("## First minute\n");
  const match = /```ts\n(?<program>[\s\S]*?)```\s+```text\n(?<output>[\s\S]*?)```/.exec(
    firstMinute,
  );
  const { program, output } = match?.groups ?? {};
  return program === undefined || output === undefined ? undefined : { program, output };
}

/** Turns a line of expected output, where `…` stands for anything, into a pattern. */
function linePattern(line: string): RegExp {
  const parts = line.split("…").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

describe("the first program of each README", () => {
  it.each(readdirSync(packagesFolder))("runs as printed: %s", async (folder) => {
    const found = firstProgram(readFileSync(join(packagesFolder, folder, "README.md"), "utf8"));
    expect(found, "a ts block and a text block below First minute").toBeDefined();
    const work = mkdtempSync(join(tmpdir(), "ven-readme-"));
    try {
      const source = join(work, "first-minute.mts");
      writeFileSync(source, found?.program ?? "");
      // Its imports resolve to the built packages, as for a user.
      using program = await plainProgram(source, root);
      const { stdout } = await promisify(execFile)(process.execPath, [program.path], {
        cwd: work,
        timeout: 20_000,
      });
      const lines = stdout.trimEnd().split("\n");
      const expected = (found?.output ?? "").trimEnd().split("\n");
      expect(lines.length, stdout).toBe(expected.length);
      lines.forEach((line, index) => {
        expect(line).toMatch(linePattern(expected[index] ?? ""));
      });
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  });
});
