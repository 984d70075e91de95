import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenBy, scenariosOf } from "../../scripts/chaos/cases/kill-case.ts";
import type { KillScenario } from "../../scripts/chaos/kills/kill-scenario.ts";
import { runScenario } from "../../scripts/chaos/kills/run-scenario.ts";
import {
  buildProcesses,
  type ChaosPrograms,
} from "../../scripts/chaos/processes/build-processes.ts";

const SEED = "ci";
const scenarios = scenariosOf({ seed: SEED, isLong: false });

let programs: ChaosPrograms;
beforeAll(async () => {
  programs = await buildProcesses();
}, 60_000);
afterAll(() => programs[Symbol.asyncDispose]());

describe("a fleet whose process is killed again and again", () => {
  let kills = 0;
  let readings = 0;

  it.each(scenarios)(
    "loses nothing, and doubles only in the flat dialect: $seed",
    async (scenario) => {
      const result = await runScenario(programs, scenario);
      kills += result.kills;
      readings += result.verdict.accepted;
      expect([brokenBy(scenario, result), result.verdict]).toEqual([[], result.verdict]);
      expect(result.kills).toBeGreaterThan(scenario.kills.length * 0.8);
    },
    60_000,
  );

  it("is killed and reads as often as is promised", () => {
    expect(kills).toBeGreaterThanOrEqual(50);
    expect(readings).toBeGreaterThanOrEqual(10_000);
  });

  it("doubles readings as soon as it sends again without looking, and the checker sees it", async () => {
    const [first] = scenarios;
    const blind: KillScenario = {
      ...(first as KillScenario),
      seed: "blind",
      troubles: ["stored, then reset"],
      kills: (first as KillScenario).kills.slice(0, 2),
      ticks: 40,
      isBlind: true,
    };
    const { verdict } = await runScenario(programs, blind);
    expect(verdict.duplicated.length).toBeGreaterThan(0);
    expect(verdict.lost).toEqual([]);
  }, 60_000);
});
