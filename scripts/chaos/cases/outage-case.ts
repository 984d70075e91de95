import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brokenOf, type CaseResult, type ChaosCase } from "../chaos-case.ts";
import { OUTAGES, type OutageResult, type OutageSettings } from "../outage/outage-settings.ts";

/** Largest growth of the resident set that is promised, MiB. */
const MOST_GROWTH_MIB = 50;

/** A VTN that is away for three days. */
export const outageCase: ChaosCase = {
  name: "outage",
  rows: ["outage of 72 h"],
  about: "the VTN is away for 72 h, then takes the backlog beside live readings",
  suitsOwnVtn: false,
  async run({ seed, isLong, programs, say }) {
    const outage = OUTAGES[isLong ? "long" : "short"];
    say(`outage: ${outage.venCount} VENs at ${outage.stepMs / 1_000} s for 72 h`);
    const result = await runOutageProcess(programs.outage, { ...outage, seed });
    return [judgeOutage(outage, result)];
  },
};

/** What an outage came to, and what it broke. */
export function judgeOutage(
  outage: Pick<OutageSettings, "maxReportsPerSecond">,
  result: OutageResult,
): CaseResult {
  const { readings, lost, duplicated, ...figures } = result;
  const mostPerSecond = outage.maxReportsPerSecond * 1.1;
  return {
    case: "outage of 72 h",
    kills: 0,
    readings,
    lost,
    duplicated,
    figures,
    broken: brokenOf({
      "nothing is lost": lost === 0,
      "nothing is doubled": duplicated === 0,
      "memory stays flat": figures.rssGrowthMiB < MOST_GROWTH_MIB,
      "the VTN is not flooded": figures.peakReportsPerSecond <= mostPerSecond,
      "live readings arrive within two ticks": figures.liveLagTicks < 2,
    }),
  };
}

async function runOutageProcess(
  program: string,
  settings: Omit<OutageSettings, "outboxPath">,
): Promise<OutageResult> {
  const folder = await mkdtemp(join(tmpdir(), "ven-chaos-outage-"));
  try {
    const outboxPath = join(folder, "outbox.sqlite");
    const child = fork(program, [JSON.stringify({ ...settings, outboxPath })], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      execArgv: ["--expose-gc"],
    });
    const exited = once(child, "exit").then(([code]) => {
      throw new Error(`the process of the outage ended with code ${code} before it was done`);
    });
    const [result] = (await Promise.race([once(child, "message"), exited])) as [OutageResult];
    exited.catch(() => undefined);
    return result;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
