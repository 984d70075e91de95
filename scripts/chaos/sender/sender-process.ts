// A fleet that reports to a VTN through an outbox on disk, in a process that may be ended at any moment.
import { VenManager } from "@ven/manager";
import { type NewOutboxEntry, type Outbox, openOutbox } from "@ven/store";
import { readingIdsOf, rowsPerVen, venIdsOf } from "../fleet/chaos-fleet.ts";
import { ChaosMeters } from "../fleet/chaos-meters.ts";
import { offeredReadings } from "../fleet/offered-readings.ts";
import type { ChaosEvent } from "../history/chaos-event.ts";
import { Journal, readJournal } from "../history/journal.ts";
import { authFromEnvironment } from "../own-vtn/auth-from-environment.ts";
import { blindOutbox } from "./blind-outbox.ts";
import { mortalOutbox } from "./mortal-outbox.ts";
import type { SenderNews, SenderSettings } from "./sender-message.ts";
import { watchedOutbox } from "./watched-outbox.ts";
import { keptOf, leftIn } from "./what-is-left.ts";

let unhandled = 0;
process.on("unhandledRejection", (reason) => {
  unhandled += 1;
  console.error("unhandled rejection:", reason);
});
// Who started it is gone.
process.once("disconnect", () => process.exit());

const settings = JSON.parse(process.argv[2] ?? "{}") as SenderSettings;
const { shape } = settings;
// The tick that the last life began last runs again: an outbox passes over what it has.
const firstTick = lastTickIn(settings.journalPath);
const journal = new Journal(settings.journalPath);
const outbox = await openWatched();
const meters = new ChaosMeters(shape, firstTick - 1);
const manager = new VenManager({
  vtnUrl: settings.vtnUrl,
  protocol: settings.protocol,
  simulator: meters,
  outbox,
  maxReadingsPerReport: settings.maxReadingsPerReport,
  retryFirstMs: 20,
  retryLongestMs: 200,
  lookAfterMs: 20,
  totalTimeoutMs: 5_000,
  reportWaitMs: 100,
  auth: settings.logsIn ? authFromEnvironment() : { kind: "none" },
});
await manager.registerLoadVens(venIdsOf(shape));
manager.resume();
tell({ kind: "started" });
for (let tick = firstTick; tick < settings.endTick; tick += 1) {
  journal.write({ kind: "offered", tick, readings: offeredReadings(shape, tick) });
  await manager.venReportUsage();
  await pause(settings.pauseMs);
}
const waiting = await drain(settings.drainMs);
journal.write(...(await keptOf(outbox, (entry) => readingIdsOf(shape, entry.stream, entry.atMs))));
await manager.cleanup();
await outbox.close();
tell({ kind: "ended", waiting, unhandled });

function lastTickIn(journalPath: string): number {
  const offered = readJournal<ChaosEvent>(journalPath).filter((event) => event.kind === "offered");
  return offered.at(-1)?.tick ?? 0;
}

async function openWatched(): Promise<Outbox> {
  const { outboxPath, durability, isBlind, kill } = settings;
  const opened = await openOutbox({ path: outboxPath, durability });
  const real = isBlind ? await blindOutbox(opened) : opened;
  const watched = watchedOutbox(real, readingsOf, (...events) => journal.write(...events));
  return mortalOutbox(watched, kill, () => process.kill(process.pid, "SIGKILL"));
}

/** Of an entry that is a part of another nobody but the sender knows what is in it. */
function readingsOf(entry: NewOutboxEntry): readonly string[] {
  return entry.count === rowsPerVen(shape) ? readingIdsOf(shape, entry.stream, entry.atMs) : [];
}

/** Waits until nothing is left to send, at most so long. @returns how many readings wait still */
async function drain(drainMs: number): Promise<number> {
  const untilMs = performance.now() + drainMs;
  for (;;) {
    const left = await leftIn(outbox);
    if (left === 0 || performance.now() > untilMs) return left;
    await pause(10);
  }
}

function pause(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs));
}

function tell(news: SenderNews): void {
  process.send?.(news);
}
