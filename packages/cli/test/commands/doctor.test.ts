import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { REMEDIES } from "../../src/doctor/remedies.ts";
import { VenFolder } from "../support/test-terminal.ts";

interface Finding {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
  readonly remedy?: string;
}

async function examine(folder: VenFolder, args: readonly string[], environment = {}) {
  const run = await folder.ven(["doctor", "--json", ...args], { environment });
  const { findings } = JSON.parse(run.stdout) as { findings: Finding[] };
  const bad = findings.filter(({ ok }) => !ok);
  return {
    exitCode: run.exitCode,
    findings,
    bad: bad.map(({ name, remedy }) => ({ name, remedy })),
  };
}

describe("ven doctor", () => {
  it("finds nothing wrong when all is well", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ bearerToken: "t" });
    const environment = { VEN_BEARER_TOKEN: "t", VEN_VTN_URL: vtn.vtnUrl };
    await folder.ven(["fleet", "seed"]);
    await folder.ven(["report"], { environment });
    const { exitCode, findings } = await examine(folder, [], environment);
    expect(findings.filter(({ ok }) => !ok)).toEqual([]);
    expect(exitCode).toBe(0);
    expect(findings.map(({ name }) => name)).toEqual([
      "Node",
      "SQLite binding",
      "Memory",
      "Database",
      "Resources of Herning",
      "Outbox",
      "VTN",
      "Token",
      "VEN Herning",
    ]);
    const text = await folder.ven(["doctor"], { environment });
    expect(text.stdout).toContain("ok    Resources of Herning: 120 of 150 APPROVED");
  });

  it("says what to do about a missing database and a VTN that is away", async () => {
    await using folder = await VenFolder.open();
    const { exitCode, bad } = await examine(folder, ["--vtn", "http://127.0.0.1:9"]);
    expect(exitCode).toBe(1);
    expect(bad).toEqual([
      { name: "Database", remedy: REMEDIES.database },
      { name: "VTN", remedy: REMEDIES.unreachable },
    ]);
  });

  it("does not advise to seed a database that cannot be written or is none", async () => {
    await using folder = await VenFolder.open();
    await symlink("round.sqlite", join(folder.path, "round.sqlite"));
    await folder.write("text.sqlite", "this is no database ".repeat(500));
    const look = async (database: string) =>
      (await examine(folder, ["--vtn", "http://127.0.0.1:9", "--database", database])).bad[0];
    expect(await look("round.sqlite")).toEqual({
      name: "Database",
      remedy: REMEDIES.notWritable,
    });
    expect(await look("text.sqlite")).toEqual({ name: "Database", remedy: undefined });
  });

  it("says what to do about a token, a path, and a VEN that is not registered", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn({ bearerToken: "t" });
    await folder.ven(["fleet", "seed"]);
    const right = { VEN_BEARER_TOKEN: "t" };
    const wrong = { VEN_BEARER_TOKEN: "wrong" };
    expect((await examine(folder, ["--vtn", vtn.vtnUrl])).bad).toEqual([
      { name: "Token", remedy: REMEDIES.token },
    ]);
    expect((await examine(folder, ["--vtn", vtn.vtnUrl], wrong)).bad).toEqual([
      { name: "Token", remedy: REMEDIES.token },
    ]);
    expect((await examine(folder, ["--vtn", vtn.url], right)).bad).toEqual([
      { name: "VTN", remedy: REMEDIES.notFound },
    ]);
    expect((await examine(folder, ["--vtn", vtn.vtnUrl], right)).bad).toEqual([
      { name: "VEN Herning", remedy: REMEDIES.registered },
    ]);
  });

  it("advises in the words of the README's Troubleshooting", async () => {
    const readme = await readFile(new URL("../../../../README.md", import.meta.url), "utf8");
    const troubleshooting = readme.split("## Troubleshooting")[1]?.split("\n## ")[0] ?? "";
    for (const remedy of Object.values(REMEDIES)) expect(troubleshooting).toContain(remedy);
  });
});
