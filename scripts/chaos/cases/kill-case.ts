import { brokenOf, type CaseOptions, type CaseResult, type ChaosCase } from "../chaos-case.ts";
import { drawKills, KILL_SHAPE, type KillScenario } from "../kills/kill-scenario.ts";
import { runScenario, type ScenarioResult } from "../kills/run-scenario.ts";
import { smallerScenarios } from "../kills/smaller-scenarios.ts";
import { shrink } from "../shrink.ts";
import { PERSONALITIES } from "../vtn/personality.ts";
import { TROUBLES } from "../vtn/trouble.ts";

/** Kills and readings over all variants, in CI and at length. */
const SIZES = {
  short: { kills: 60, readings: 10_000 },
  long: { kills: 1_000, readings: 150_000 },
} as const;

/** What the VTN speaks, and how it is. */
const VARIANTS = [
  ...PERSONALITIES.map((personality) => ({ protocol: "3.1.0", personality }) as const),
  { protocol: "flat", personality: "names not unique" } as const,
] as const;

/** Longest search for a smaller failure, ms. */
const SHRINK_MS = 120_000;

/** Ends processes by SIGKILL, half at random moments, half at five named points. */
export const killCase: ChaosCase = {
  name: "kills",
  rows: VARIANTS.map(rowName),
  about:
    "kill -9 at any moment and at five named points, while a tenth of reports is answered 503, a tenth with HTML 500, and a tenth is stored and then reset",
  suitsOwnVtn: true,
  async run(options) {
    const scenarios =
      options.ownVtn === undefined ? scenariosOf(options) : [ownScenario(options, options.ownVtn)];
    const results: CaseResult[] = [];
    for (const scenario of scenarios) results.push(await play(scenario, options));
    return results;
  },
};

/** One scenario per personality of OpenADR, and one in the flat dialect. */
export function scenariosOf({
  seed,
  kills,
  isLong,
}: Pick<CaseOptions, "seed" | "kills" | "isLong">): readonly KillScenario[] {
  const size = isLong ? SIZES.long : SIZES.short;
  const share = Math.ceil((kills ?? size.kills) / VARIANTS.length);
  const { venCount, siteCount, loadCount } = KILL_SHAPE;
  const perTick = venCount * siteCount * loadCount;
  return VARIANTS.map((variant) => {
    const own = `${seed} ${rowName(variant)}`;
    return {
      ...variant,
      seed: own,
      kills: drawKills(own, share),
      troubles: TROUBLES,
      shape: KILL_SHAPE,
      ticksPerLife: 12,
      ticks: Math.ceil(size.readings / VARIANTS.length / perTick),
      pauseMs: 10,
      maxReadingsPerReport: 30,
      durability: "process",
      isBlind: false,
    };
  });
}

/** The same against a VTN of which nothing is known: its trouble is its own. */
function ownScenario(
  options: CaseOptions,
  { protocol }: Pick<KillScenario, "protocol">,
): KillScenario {
  const [first] = scenariosOf({ ...options, kills: (options.kills ?? 20) * VARIANTS.length });
  if (first === undefined) throw new Error("there is no scenario");
  // Nobody's readings but ours: the VTN may have those of an earlier run.
  const firstAtMs = Math.floor(Date.now() / 1_000) * 1_000;
  const shape = { ...first.shape, prefix: `chaos-${firstAtMs / 1_000}`, firstAtMs };
  const kills = first.kills.filter(({ point }) => point !== "after send");
  return { ...first, protocol, personality: "names not unique", troubles: [], shape, kills };
}

/** Plays a scenario; one that fails is made smaller. */
async function play(scenario: KillScenario, options: CaseOptions): Promise<CaseResult> {
  const { programs, say, ownVtn } = options;
  const name = ownVtn === undefined ? rowName(scenario) : `kills: ${ownVtn.vtnUrl}`;
  say(`${name}: ${scenario.kills.length} kills`);
  const result = await runScenario(programs, scenario, ownVtn);
  const broken = brokenBy(scenario, result);
  if (broken.length === 0 || ownVtn !== undefined) return resultOf(name, result, broken);
  say(`${name}: not kept: ${broken.join(", ")}; looking for a smaller failure`);
  const { scenario: minimal } = await shrink(
    scenario,
    smallerScenarios,
    async (smaller) => brokenBy(smaller, await runScenario(programs, smaller)).length > 0,
    performance.now() + SHRINK_MS,
  );
  return { ...resultOf(name, result, broken), minimal };
}

/** What a scenario broke of what is promised for its protocol: the flat dialect may double. */
export function brokenBy(
  { protocol }: Pick<KillScenario, "protocol">,
  { verdict, unhandled }: ScenarioResult,
): readonly string[] {
  const { lost, duplicated, falselyAcknowledged, invented, altered, waiting, dead } = verdict;
  return brokenOf({
    "nothing is lost": lost.length === 0,
    "nothing is doubled": duplicated.length === 0 || protocol === "flat",
    "nothing is acknowledged falsely": falselyAcknowledged.length === 0,
    "nothing is made up": invented.length === 0,
    "nothing is altered": altered.length === 0,
    "nothing waits or is dead in the end": waiting === 0 && dead === 0,
    "no rejection is unhandled": unhandled === 0,
  });
}

function rowName({
  protocol,
  personality,
}: Pick<KillScenario, "protocol" | "personality">): string {
  return protocol === "flat" ? "kills: flat dialect" : `kills: ${personality}`;
}

function resultOf(
  name: string,
  { verdict, kills }: ScenarioResult,
  broken: readonly string[],
): CaseResult {
  const { accepted, lost, duplicated, falselyAcknowledged } = verdict;
  return {
    case: name,
    kills,
    readings: accepted,
    lost: lost.length,
    duplicated: duplicated.length,
    figures: { falseAcknowledgements: falselyAcknowledged.length },
    broken,
  };
}
