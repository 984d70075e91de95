import { spawn } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));

it("stops in an orderly way when its reader goes away, and leaves no file behind", async () => {
  const folder = await mkdtemp(join(tmpdir(), "ven-pipe-"));
  try {
    const demo = spawn(process.execPath, ["packages/cli/bin/ven.js", "demo", "--every", "100ms"], {
      cwd: root,
      env: { ...process.env, TMPDIR: folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let stderr = "";
    demo.stderr.on("data", (chunk) => {
      stderr += chunk;
    });
    demo.stdout.once("data", () => demo.stdout.destroy());
    const exitCode = await new Promise((resolve) => demo.once("close", resolve));
    expect(stderr).not.toContain("EPIPE");
    expect(exitCode).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
