import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OwnVtn } from "../chaos-case.ts";
import type { ChaosEvent } from "../history/chaos-event.ts";
import { readJournal } from "../history/journal.ts";
import { judgeHistory, type Verdict } from "../history/judge-history.ts";
import { readOwnVtn } from "../own-vtn/read-own-vtn.ts";
import type { ChaosPrograms } from "../processes/build-processes.ts";
import { liveOnce } from "../processes/live-once.ts";
import { startVtn, type VtnProcess } from "../processes/start-vtn.ts";
import type { SenderSettings } from "../sender/sender-message.ts";
import type { KillScenario } from "./kill-scenario.ts";

/** What a scenario came to. */
export interface ScenarioResult {
  readonly verdict: Verdict;
  /** How many processes were ended where they were to be. */
  readonly kills: number;
  /** Rejections that no part of the last process took. */
  readonly unhandled: number;
}

/** How long the last life may take for what is left, ms. */
const DRAIN_MS = 40_000;

/**
 * Plays a scenario in processes of their own and judges what they and the VTN wrote down.
 *
 * @param ownVtn - takes the place of the mock VTN; it tells itself what it has
 */
export async function runScenario(
  programs: ChaosPrograms,
  scenario: KillScenario,
  ownVtn?: OwnVtn,
): Promise<ScenarioResult> {
  const folder = await mkdtemp(join(tmpdir(), "ven-chaos-"));
  try {
    const vtnJournal = join(folder, "vtn.jsonl");
    const { protocol, personality, troubles, seed, shape } = scenario;
    const likeness = { protocol, personality, troubles, seed, journalPath: vtnJournal };
    await using vtn = ownVtn === undefined ? await startVtn(programs.vtn, likeness) : undefined;
    const journalPath = join(folder, "sender.jsonl");
    const lives = await liveAll(programs.sender, scenario, vtn, {
      vtnUrl: vtn?.vtnUrl ?? ownVtn?.vtnUrl ?? "",
      logsIn: ownVtn !== undefined,
      outboxPath: join(folder, "outbox.sqlite"),
      journalPath,
    });
    const events = [journalPath, vtnJournal].flatMap((path) => readJournal<ChaosEvent>(path));
    const own = ownVtn === undefined ? [] : await readOwnVtn(ownVtn, shape);
    return { verdict: judgeHistory([...events, ...own]), ...lives };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** All lives of a scenario: those that are ended, and one that delivers what is left. */
async function liveAll(
  program: string,
  scenario: KillScenario,
  vtn: VtnProcess | undefined,
  place: Pick<SenderSettings, "vtnUrl" | "logsIn" | "outboxPath" | "journalPath">,
): Promise<Omit<ScenarioResult, "verdict">> {
  const { protocol, shape, durability, pauseMs, maxReadingsPerReport, isBlind } = scenario;
  const settings = {
    ...place,
    protocol,
    shape,
    durability,
    pauseMs,
    maxReadingsPerReport,
    isBlind,
    drainMs: DRAIN_MS,
  };
  let kills = 0;
  for (const kill of scenario.kills) {
    const endTick = nextTick(place.journalPath) + scenario.ticksPerLife;
    const { isKilled } = await liveOnce(program, { ...settings, endTick, kill }, vtn);
    kills += isKilled ? 1 : 0;
  }
  const endTick = Math.max(scenario.ticks, nextTick(place.journalPath));
  const { end } = await liveOnce(program, { ...settings, endTick }, vtn);
  return { kills, unhandled: end?.unhandled ?? 0 };
}

function nextTick(journalPath: string): number {
  const offered = readJournal<ChaosEvent>(journalPath).filter((event) => event.kind === "offered");
  return (offered.at(-1)?.tick ?? -1) + 1;
}
