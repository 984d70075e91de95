// A VTN that is away for days, on a manual clock, in a process of its own so that its memory can be measured.
import { VenManager } from "@ven/manager";
import { openOutbox } from "@ven/store";
import { type FleetShape, instantOf, venIdsOf } from "../fleet/chaos-fleet.ts";
import { ChaosMeters } from "../fleet/chaos-meters.ts";
import { ReadingTally } from "../history/reading-tally.ts";
import { leftIn } from "../sender/what-is-left.ts";
import { storedReadings } from "../vtn/stored-readings.ts";
import { ManualWorld } from "../world/manual-world.ts";
import { Memory } from "./memory.ts";
import type { OutageResult, OutageSettings } from "./outage-settings.ts";
import { RateMeter } from "./rate-meter.ts";

/** How finely time passes while reports are counted by the second, ms. */
const FINE_STEP_MS = 100;

/** How coarsely it passes while the fleet has not noticed that the VTN is back, ms. */
const COARSE_STEP_MS = 1_000;

/** Longest recovery, ms of the manual clock. */
const LONGEST_RECOVERY_MS = 24 * 3_600_000;
/** By then everything that is compiled and cached once is there. */
const WARM_MS = 6 * 3_600_000;

async function runOutage(settings: OutageSettings): Promise<OutageResult> {
  // Reports are counted as they arrive: keeping them would be memory of the VTN, not of the fleet.
  await using world = await ManualWorld.open({ maxReports: 50, maxRequests: 50 });
  const { clock, running } = world;
  const { stepMs, outageMs, maxReportsPerSecond, ticksPerReport } = settings;
  const shape: FleetShape = {
    venCount: settings.venCount,
    siteCount: 1,
    loadCount: settings.loadCount,
    firstAtMs: clock.now(),
    stepMs,
  };
  const awayTicks = Math.floor(outageMs / stepMs);
  const recoveryTicks = Math.ceil(LONGEST_RECOVERY_MS / stepMs);
  const tally = new ReadingTally(shape, awayTicks + recoveryTicks);
  await using outbox = await openOutbox({ path: settings.outboxPath, clock });
  await using manager = new VenManager({
    vtnUrl: running.vtnUrls["3.1.0"],
    protocol: "3.1.0",
    simulator: new ChaosMeters(shape),
    outbox,
    clock,
    maxReportsPerSecond,
    ticksPerReport,
  });
  await world.passUntil(manager.registerLoadVens(venIdsOf(shape)), FINE_STEP_MS);
  const rate = new RateMeter();
  let liveLagTicks = 0;
  /** The first tick behind the first report that arrived again. */
  let firstLiveTick = Number.POSITIVE_INFINITY;
  let ticks = 0;
  running.vtn["3.1.0"].onReport((report) => {
    rate.note(clock.monotonic());
    firstLiveTick = Math.min(firstLiveTick, ticks);
    const newest = Math.max(...storedReadings(report).map(({ id }) => tally.add(id)));
    const lag = (clock.now() - instantOf(shape, newest)) / stepMs;
    if (newest >= firstLiveTick) liveLagTicks = Math.max(liveLagTicks, lag);
  });
  const away = running.vtn.faults.add({ fault: { kind: "reset" } });
  const requestsBefore = running.vtn.requestCount;
  const memory = new Memory();
  const tick = async () => {
    ticks += 1;
    await world.passUntil(manager.generateReports(), FINE_STEP_MS);
  };
  while (ticks < awayTicks) {
    await tick();
    await world.pass(instantOf(shape, ticks) - clock.now());
    if (clock.monotonic() >= WARM_MS) memory.note();
  }
  const requestsWhileAway = running.vtn.requestCount - requestsBefore;
  away.remove();
  const backAtMs = clock.monotonic();
  while ((await leftIn(outbox)) > 0 && clock.monotonic() - backAtMs < LONGEST_RECOVERY_MS) {
    if (clock.now() >= instantOf(shape, ticks)) await tick();
    await world.pass(firstLiveTick > ticks ? COARSE_STEP_MS : FINE_STEP_MS);
    memory.note();
  }
  const recoveryMs = clock.monotonic() - backAtMs;
  const { missing, duplicated } = tally.sum(ticks);
  return {
    readings: ticks * settings.venCount * settings.loadCount,
    lost: missing - (await leftIn(outbox)) + tally.strangers,
    duplicated,
    rssGrowthMiB: memory.growthMiB,
    peakReportsPerSecond: rate.peak,
    requestsWhileAway,
    recoveryMs,
    liveLagTicks,
  };
}

process.send?.(await runOutage(JSON.parse(process.argv[2] ?? "{}") as OutageSettings));
process.disconnect?.();
