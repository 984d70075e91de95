import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { plainProgram } from "./support/plain-program.ts";

const examples = fileURLToPath(new URL("../examples/", import.meta.url));

/** Runs an example against the built packages. */
async function run(example: string, ...args: readonly string[]): Promise<string> {
  const folder = examples + example;
  using program = await plainProgram(join(folder, "main.ts"), folder);
  return await node(folder, program.path, ...args);
}

async function node(folder: string, ...args: readonly string[]): Promise<string> {
  const options = { cwd: folder, timeout: 20_000 };
  return (await promisify(execFile)(process.execPath, args, options)).stdout;
}

describe("the examples", () => {
  it("are all run here, or are tests themselves", () => {
    expect(readdirSync(examples).sort()).toEqual([
      "demand-response",
      "herning",
      "manual-report",
      "offline-structure",
      "scheduled",
      "vitest-harness",
    ]);
  });

  it("herning reports two ticks of 720 readings", async () => {
    const output = await run("herning", "--ticks", "2", "--every", "1s");
    expect(output.match(/Sent 720\/720 reports for VEN Herning/g)).toHaveLength(2);
  });

  it("manual-report has its reading accepted, started as its package says", async () => {
    const folder = `${examples}manual-report`;
    const { scripts } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const [program, ...args] = scripts.start.split(" ");
    expect(program).toBe("node");
    expect(await node(folder, ...args)).toBe(
      [
        "VEN Herning is registered",
        "the VTN accepted the reading",
        'the VTN now holds [{"id":0,"payloads":[{"type":"USAGE","values":[1.234]}]}]',
        "",
      ].join("\n"),
    );
  });

  it("demand-response knows its prices and has its report accepted", async () => {
    expect(await run("demand-response")).toBe(
      [
        "registered Murphy's Pub/load_0 true",
        "at 10:00 UTC: 0.14 EUR/kWh, load shed level 0",
        "at 18:00 UTC: 0.31 EUR/kWh, load shed level 2",
        'the VTN holds [{"id":0,"payloads":[{"type":"READING","values":[1.234]}]}]',
        "",
      ].join("\n"),
    );
  });

  it("offline-structure prints five resources with their loads", async () => {
    const lines = (await run("offline-structure")).trimEnd().split("\n");
    const resources = lines.filter((line) =>
      /^resource \S+, meter point \d{18}, 6 loads$/.test(line),
    );
    const loads = lines.filter((line) =>
      /^ {2}load_[0-5]: \d+\.\d\dW at \d{4}-\d\d-\d\dT[\d:.]+Z$/.test(line),
    );
    expect([resources.length, loads.length, lines.length]).toEqual([5, 30, 35]);
  });

  it("scheduled reports on its own schedule and ends in an orderly way", async () => {
    expect(await run("scheduled", "2")).toBe(
      "tick 1: the VTN has 720 of 720 readings\ntick 2: the VTN has 720 of 720 readings\nthe VTN accepted 2 reports\n",
    );
  });
});
