import { describe, expect, it } from "vitest";
import { VenFolder } from "./support/test-terminal.ts";

describe("ven", () => {
  it("lists its commands, exit codes and where settings come from", async () => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(["--help"]);
    expect(run.exitCode).toBe(0);
    for (const command of ["demo", "run", "report", "vtn", "fleet", "check", "doctor"]) {
      expect(run.stdout).toMatch(new RegExp(`^  ${command}\\b`, "m"));
    }
    expect(run.stdout).toContain("Exit codes: 0");
    expect(run.stdout).toContain("VEN_BEARER_TOKEN");
  });

  it.each(["demo", "run", "report", "vtn", "fleet", "check", "doctor"])(
    "explains %s",
    async (command) => {
      await using folder = await VenFolder.open();
      const run = await folder.ven([command, "--help"]);
      expect(run.exitCode).toBe(0);
      expect(run.stdout).toContain(`Usage: ven ${command}`);
      if (command !== "fleet") expect(run.stdout).toContain("--json");
    },
  );

  it.each([
    [["dmeo"], "Did you mean demo?"],
    [["demo", "--tikcs", "1"], "Did you mean --ticks?"],
    [["demo", "--ticks", "none"], "whole number"],
    [["vtn", "--port", "70000"], "0 to 65535"],
  ])("answers %o with what was meant, and 2", async (args, text) => {
    await using folder = await VenFolder.open();
    const run = await folder.ven(args);
    expect(run).toMatchObject({ exitCode: 2, stdout: "" });
    expect(run.stderr).toContain(text);
  });

  it("prints its version", async () => {
    await using folder = await VenFolder.open();
    expect((await folder.ven(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
