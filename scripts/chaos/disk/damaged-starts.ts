import { copyFileSync, existsSync, mkdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Draws, describeError, textKey } from "@ven/core";
import { type RunningMockVtn, startMockVtn } from "@ven/mock-vtn";
import { openOutbox } from "@ven/store";
import { brokenOf, type CaseResult } from "../chaos-case.ts";
import type { FleetShape } from "../fleet/chaos-fleet.ts";
import type { ChaosEvent } from "../history/chaos-event.ts";
import type { Verdict } from "../history/judge-history.ts";
import { leftIn } from "../sender/what-is-left.ts";
import { waitFor } from "../world/real-time.ts";
import { WatchedFleet } from "../world/watched-fleet.ts";
import { damageFile } from "./damage-file.ts";

/** How many ticks wait in the file that is damaged. */
const WAITING_TICKS = 30;

/** Longest start until everything is delivered, ms. */
const LONGEST_START_MS = 10_000;

/** Starts on so many damaged files: each must open, take a tick, and deliver all that can be read. */
export async function damagedStarts(seed: string, starts: number): Promise<CaseResult> {
  const folder = await mkdtemp(join(tmpdir(), "ven-chaos-damage-"));
  try {
    await using running = await startMockVtn();
    const whole = await fillFile(folder, running);
    const sum = { started: 0, readings: 0, salvaged: 0, lost: 0, duplicated: 0, altered: 0 };
    const failures: string[] = [];
    for (let index = 0; index < starts; index += 1) {
      const place = join(folder, String(index));
      mkdirSync(place);
      const path = join(place, "outbox.sqlite");
      copyFile(whole.path, path);
      const draws = new Draws().startAt(textKey(seed), 2, index);
      const hasWal = existsSync(`${path}-wal`);
      const damage = damageFile(hasWal && draws.uniform() < 0.3 ? `${path}-wal` : path, draws);
      try {
        const { verdict, fresh } = await startOn(path, running, whole);
        sum.started += 1;
        sum.readings += verdict.offered;
        sum.salvaged += verdict.stored - verdict.duplicated.length - fresh;
        sum.duplicated += verdict.duplicated.length;
        sum.altered += verdict.altered.length + verdict.invented.length;
      } catch (error) {
        failures.push(`start ${index}, ${damage}: ${describeError(error)}`);
      }
      await rm(place, { recursive: true, force: true });
    }
    const { readings, duplicated, started, salvaged, altered } = sum;
    return {
      case: "damaged files",
      kills: 0,
      readings,
      lost: 0,
      duplicated,
      figures: { starts, started, salvaged, altered },
      broken: [
        ...brokenOf({
          "it starts every time": started === starts,
          "nothing that is damaged is reported": altered === 0,
          "nothing is doubled": duplicated === 0,
        }),
        ...failures.slice(0, 5),
      ],
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface FilledFile {
  readonly path: string;
  readonly shape: FleetShape;
  readonly events: readonly ChaosEvent[];
}

/** An outbox whose readings wait, as its process was ended. */
async function fillFile(folder: string, running: RunningMockVtn): Promise<FilledFile> {
  const path = join(folder, "whole.sqlite");
  const shape: FleetShape = {
    venCount: 2,
    siteCount: 1,
    loadCount: 20,
    firstAtMs: Math.floor(Date.now() / 60_000) * 60_000 - 86_400_000,
    stepMs: 60_000,
  };
  const source = join(folder, "source.sqlite");
  await using outbox = await openOutbox({ path: source, durability: "process" });
  const fleet = new WatchedFleet({ running, shape, outbox });
  await fleet.register();
  using _away = running.vtn.faults.add({ fault: { kind: "reset" }, path: "/reports" });
  for (let tick = 0; tick < WAITING_TICKS; tick += 1) await fleet.tick();
  // As after kill -9: the file and its log, not closed.
  copyFile(source, path);
  await fleet.close();
  return { path, shape, events: fleet.events.filter(({ kind }) => kind === "offered") };
}

/** Starts a fleet on a file and lets it report. @returns also how many readings it took itself */
async function startOn(
  path: string,
  running: RunningMockVtn,
  { shape, events }: FilledFile,
): Promise<{ readonly verdict: Verdict; readonly fresh: number }> {
  await using outbox = await openOutbox({ path, durability: "process" });
  const fleet = new WatchedFleet({
    running,
    shape,
    outbox,
    firstTick: WAITING_TICKS,
    events: [...events],
    manager: {
      ticksPerReport: WAITING_TICKS,
      reportWaitMs: 0,
      retryFirstMs: 10,
      retryLongestMs: 50,
      lookAfterMs: 10,
    },
  });
  try {
    await fleet.register();
    await fleet.tick();
    void fleet.manager.drain().catch(() => undefined);
    const isDrained = await waitFor(async () => (await leftIn(outbox)) === 0, LONGEST_START_MS);
    if (!isDrained) throw new Error("it did not deliver what waits");
    const verdict = await fleet.judge();
    // What was damaged may be gone; what was taken since may not.
    if (verdict.lost.length > 0) throw new Error(`it lost ${verdict.lost.length} new readings`);
    return { verdict, fresh: verdict.accepted };
  } finally {
    await fleet.close();
  }
}

/** A database and what was not yet written into it. */
function copyFile(from: string, to: string): void {
  copyFileSync(from, to);
  if (existsSync(`${from}-wal`)) copyFileSync(`${from}-wal`, `${to}-wal`);
}
