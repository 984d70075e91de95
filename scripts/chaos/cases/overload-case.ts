import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { memoryOutbox, type Outbox, type OutboxEntry, openOutbox } from "@ven/store";
import { brokenOf, type CaseResult, type ChaosCase } from "../chaos-case.ts";
import { type FleetShape, rowsPerVen } from "../fleet/chaos-fleet.ts";
import { ManualWorld } from "../world/manual-world.ts";
import { WatchedFleet } from "../world/watched-fleet.ts";

const POLICIES = ["drop-oldest", "drop-newest", "downsample", "block"] as const;

const PLACES = ["disk", "memory"] as const;

/** What an outbox does when it is full. */
export type FullPolicy = (typeof POLICIES)[number];

/** Most readings that wait. */
const MOST_WAITING = 500;

/** A hundred readings a second, of which the VTN is sent ten. */
const SHAPE: Omit<FleetShape, "firstAtMs"> = {
  venCount: 10,
  siteCount: 1,
  loadCount: 10,
  stepMs: 1_000,
};

/** Ten times more readings than can be sent. */
export const overloadCase: ChaosCase = {
  name: "overload",
  rows: PLACES.flatMap((place) => POLICIES.map((onFull) => rowName(place, onFull))),
  about:
    "ten times more readings than the VTN is sent, with every onFull policy on disk and in memory",
  suitsOwnVtn: false,
  async run({ isLong, say }) {
    const results: CaseResult[] = [];
    for (const place of PLACES) {
      for (const onFull of POLICIES) {
        say(rowName(place, onFull));
        results.push(await overload({ place, onFull, ticks: isLong ? 600 : 30 }));
      }
    }
    return results;
  },
};

/** Runs one policy for so many ticks, and balances the books. */
export async function overload(options: {
  readonly place: (typeof PLACES)[number];
  readonly onFull: FullPolicy;
  readonly ticks: number;
}): Promise<CaseResult> {
  const { place, onFull, ticks } = options;
  const folder = await mkdtemp(join(tmpdir(), "ven-chaos-overload-"));
  try {
    await using world = await ManualWorld.open();
    const { clock, running } = world;
    const shape: FleetShape = { ...SHAPE, firstAtMs: clock.now() };
    const bounds = { maxReadings: MOST_WAITING, onFull, downsample: everySecond, clock } as const;
    await using outbox: Outbox =
      place === "memory"
        ? memoryOutbox(bounds)
        : await openOutbox({ ...bounds, path: join(folder, "outbox.sqlite") });
    const maxReadingsPerReport = rowsPerVen(shape);
    const manager = { clock, maxReportsPerSecond: 1, maxReadingsPerReport, reportWaitMs: 0 };
    const fleet = new WatchedFleet({ running, shape, outbox, manager });
    await world.passUntil(fleet.register(), 500);
    for (let tick = 0; tick < ticks; tick += 1) {
      await world.passUntil(fleet.tick(), 500);
      await world.pass(Math.max(0, shape.firstAtMs + (tick + 1) * shape.stepMs - clock.now()), 500);
    }
    await world.passUntil(fleet.close(), 500);
    return await balance(rowName(place, onFull), fleet, outbox);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function rowName(place: (typeof PLACES)[number], onFull: FullPolicy): string {
  return `overload: ${onFull}, ${place === "disk" ? "on disk" : "in memory"}`;
}

/** Every reading that was produced is delivered, waits, or was dropped: exactly. */
async function balance(name: string, fleet: WatchedFleet, outbox: Outbox): Promise<CaseResult> {
  const { sinks, refusedCount, duplicateCount } = await outbox.status();
  const vtn = sinks.find(({ sink }) => sink === "vtn");
  if (vtn === undefined) throw new Error("the outbox has no sink for the VTN");
  const verdict = await fleet.judge();
  const { acceptedCount, deliveredCount, droppedCount, expiredCount } = vtn;
  const waiting = vtn.pending.readingCount + vtn.intent.readingCount + vtn.dead.readingCount;
  const dropped = droppedCount + expiredCount + refusedCount;
  const seen = verdict.stored - verdict.duplicated.length;
  return {
    case: name,
    kills: 0,
    readings: verdict.offered,
    lost: verdict.offered - seen - waiting - dropped,
    duplicated: verdict.duplicated.length,
    figures: { delivered: deliveredCount, waiting, dropped },
    broken: brokenOf({
      "produced = accepted + refused": verdict.offered === acceptedCount + refusedCount,
      "accepted = delivered + waiting + dropped":
        acceptedCount === deliveredCount + waiting + droppedCount + expiredCount,
      "delivered = stored at the VTN": deliveredCount === seen,
      "nothing is doubled": verdict.duplicated.length === 0 && duplicateCount === 0,
      "nothing is altered": verdict.altered.length === 0 && verdict.invented.length === 0,
      "it was overloaded": dropped > 0 || name.includes("block"),
    }),
  };
}

/** Keeps every second entry. */
function everySecond(entries: readonly OutboxEntry[]): readonly OutboxEntry[] {
  return entries.filter((_, index) => index % 2 === 1);
}
