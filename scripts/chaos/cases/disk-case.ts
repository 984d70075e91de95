import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOutbox } from "@ven/store";
import { brokenOf, type CaseResult, type ChaosCase } from "../chaos-case.ts";
import { damagedStarts } from "../disk/damaged-starts.ts";
import type { FleetShape } from "../fleet/chaos-fleet.ts";
import type { Verdict } from "../history/judge-history.ts";
import { leftIn } from "../sender/what-is-left.ts";
import { ManualWorld } from "../world/manual-world.ts";
import { WatchedFleet } from "../world/watched-fleet.ts";

/** The smallest file that an outbox may be held to, bytes. */
const SMALLEST_FILE = 1024 * 1024;

const SHAPE: Omit<FleetShape, "firstAtMs"> = {
  venCount: 20,
  siteCount: 1,
  loadCount: 10,
  stepMs: 10_000,
};

/** A fill or a drain that takes more steps than this will never end. */
const MOST_STEPS = 2_000;

/** Disks that fill up, and files that were damaged. */
export const diskCase: ChaosCase = {
  name: "disk",
  rows: ["disk full", "damaged files"],
  about:
    "20 times full and drained again; started 300 times on a file with flipped or missing bytes",
  suitsOwnVtn: false,
  async run({ seed, isLong, say }) {
    say("disk: fills and drains");
    const full = await fillAndDrain(20);
    say("disk: damaged files");
    return [full, await damagedStarts(seed, isLong ? 3_000 : 300)];
  },
};

/** Fills a file to its cap while the VTN is away and drains it, so many times. */
export async function fillAndDrain(cycles: number): Promise<CaseResult> {
  const folder = await mkdtemp(join(tmpdir(), "ven-chaos-disk-"));
  try {
    await using world = await ManualWorld.open();
    const { clock, running } = world;
    const path = join(folder, "outbox.sqlite");
    const bounds = { maxBytes: SMALLEST_FILE, onFull: "drop-newest", clock } as const;
    await using outbox = await openOutbox({ path, durability: "process", ...bounds });
    const shape = { ...SHAPE, firstAtMs: clock.now() };
    const manager = { clock, ticksPerReport: 100, reportWaitMs: 0 };
    const fleet = new WatchedFleet({ running, shape, outbox, manager });
    await world.passUntil(fleet.register(), 500);
    let drained = 0;
    const sums = { offered: 0, seen: 0, duplicated: 0, wrong: 0 };
    for (let cycle = 0; cycle < cycles; cycle += 1) {
      const refusedBefore = (await outbox.status()).refusedCount;
      using _away = running.vtn.faults.add({ fault: { kind: "reset" } });
      for (let step = 0; step < MOST_STEPS; step += 1) {
        await world.passUntil(fleet.tick(), 500);
        await world.pass(SHAPE.stepMs);
        if ((await outbox.status()).refusedCount > refusedBefore) break;
      }
      _away.remove();
      // Not only whole reports; it is asked below whether anything is left.
      void fleet.manager.drain().catch(() => undefined);
      for (let step = 0; step < MOST_STEPS && (await leftIn(outbox)) > 0; step += 1) {
        await world.pass(1_000);
      }
      if ((await leftIn(outbox)) > 0) break;
      drained += 1;
      // All of it has arrived, so that what comes of it later is of no reading that was offered.
      add(sums, await fleet.judge());
      fleet.events.length = 0;
    }
    const { refusedCount, sinks } = await outbox.status();
    await world.passUntil(fleet.close(), 500);
    const { waiting, ...last } = await fleet.judge();
    add(sums, last);
    const dropped = refusedCount + (sinks[0]?.droppedCount ?? 0);
    const lost = sums.offered - sums.seen - waiting - dropped;
    return {
      case: "disk full",
      kills: 0,
      readings: sums.offered,
      lost,
      duplicated: sums.duplicated,
      figures: { cycles, drained, dropped },
      broken: brokenOf({
        "it is never wedged": drained === cycles,
        "nothing is lost but what was counted": lost === 0,
        "nothing is doubled": sums.duplicated === 0,
        "nothing is altered": sums.wrong === 0,
      }),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function add(
  sums: { offered: number; seen: number; duplicated: number; wrong: number },
  verdict: Omit<Verdict, "waiting">,
): void {
  sums.offered += verdict.offered;
  sums.seen += verdict.stored - verdict.duplicated.length;
  sums.duplicated += verdict.duplicated.length;
  sums.wrong += verdict.altered.length + verdict.invented.length;
}
