import { fleetSource, mixedWord, textKey } from "@ven/core";
import { ManualClock } from "@ven/core/testing";
import { createSimulator, MeterDataSimulator, type Simulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import type { Bench } from "../bench.ts";
import { cpuSeconds } from "../support/cpu-time.ts";
import { fleetMemory } from "../support/fleet-memory.ts";
import { herningSpec, homes, tableSites } from "../support/simulated-fleets.ts";

const DAY_MS = 86_400_000;
const STEP_MS = 900_000;
const START_MS = Date.parse("2026-01-05T00:00:00Z");

const HASHES = 20_000_000;
const COLD_READINGS = 4_000;

const MIDNIGHT_MS = Date.parse("2026-01-06T23:00:00Z");
const TICK_MS = 60_000;
const TICKS = 1_200;
const LOADS = 720;
const WARM_PASSES = 2;
const TIMED_PASSES = 3;

export const bench: Bench = {
  about:
    "readings per CPU second of simulated loads: in columns by quarters of an hour (looked up: constant, profile, commercial, replay; worked out by days: homes), and at random; against objects and a random word; a year of a register; memory",
  rounds: 5,
  async run(round) {
    const tableReadingsPerSecond = inOrder(tableSites(100), round);
    const home = homes(200);
    return {
      tableReadingsPerSecond,
      applianceReadingsPerSecond: inOrder(home, round),
      coldReadingsPerSecond: atRandom(home, round),
      columnsVsObjects: await columnsVsObjects(),
      perHashFloor: 1 / tableReadingsPerSecond / hashSeconds(),
      registerYearMs: registerYearMs(),
      ...(await fleetMemory()),
    };
  },
};

/** Readings of all loads, week by week, in columns. */
function inOrder(simulator: Simulator, round: number): number {
  const read = (week: number) => {
    const fromMs = START_MS + (round * 5 + week) * 7 * DAY_MS;
    const { powerW } = simulator.range({ fromMs, toMs: fromMs + 7 * DAY_MS, stepMs: STEP_MS });
    if (!powerW.some((power) => power > 0)) throw new Error("nothing draws power");
    return powerW.length;
  };
  for (let week = -2; week < 1; week += 1) read(week);
  let readings = 0;
  const seconds = cpuSeconds(() => {
    for (let week = 1; week < 5; week += 1) readings += read(week);
  });
  return readings / seconds;
}

/** Readings of one load at one instant each, of any site and day. */
function atRandom(simulator: Simulator, round: number): number {
  const key = textKey(`cold ${round}`);
  const draw = (stream: number, index: number, below: number) =>
    mixedWord(key, stream, index) % below;
  const { loadCount, resourceCount } = simulator;
  const perSite = loadCount / resourceCount;
  let known = 0;
  const read = (from: number) => {
    for (let index = from; index < from + COLD_READINGS; index += 1) {
      const atMs = START_MS + draw(1, index, 365 * 96) * STEP_MS;
      const resourceIds = [`r-${1 + draw(2, index, resourceCount)}`];
      const loadIds = [`load_${draw(3, index, perSite)}`];
      const { powerW } = simulator.readAt(atMs, { resourceIds, loadIds });
      if (powerW.length === 1 && !Number.isNaN(powerW[0])) known += 1;
    }
  };
  // What is warmed up is the engine's code: hardly any load and day comes twice.
  read(0);
  const seconds = cpuSeconds(() => read(COLD_READINGS));
  if (known !== 2 * COLD_READINGS) throw new Error(`read ${known} of ${2 * COLD_READINGS} loads`);
  return COLD_READINGS / seconds;
}

/**
 * Rate of `Simulator.range` by that of `collectNextMetering` tick by tick: the same 720 loads, the same
 * minutes, the same powers. Each pass of either side begins with a new fleet and one reading, not timed,
 * that begins its day; both sides pass as often before they are timed. So what is compared is reading
 * alone: neither the working out of days, which both share, nor the making of fleets.
 */
async function columnsVsObjects(): Promise<number> {
  const seconds = { columns: 0, objects: 0 };
  for (let pass = 0; pass < WARM_PASSES + TIMED_PASSES; pass += 1) {
    const columns = passInColumns();
    const objects = await passAsObjects();
    if (columns.lastW !== objects.lastW) {
      throw new Error(`columns end with ${columns.lastW} W, objects with ${objects.lastW} W`);
    }
    if (pass < WARM_PASSES) continue;
    seconds.columns += columns.seconds;
    seconds.objects += objects.seconds;
  }
  return seconds.objects / seconds.columns;
}

/** What a pass took, and what all loads drew together at its last minute. */
interface Pass {
  readonly seconds: number;
  readonly lastW: number;
}

function passInColumns(): Pass {
  const simulator = createSimulator({ fleet: herningSpec() });
  simulator.readAt(MIDNIGHT_MS, { approvedOnly: true });
  const fromMs = MIDNIGHT_MS + TICK_MS;
  const range = { fromMs, toMs: fromMs + TICKS * TICK_MS, stepMs: TICK_MS, approvedOnly: true };
  let powerW: Float64Array = new Float64Array(0);
  const seconds = cpuSeconds(() => {
    powerW = simulator.range(range).powerW;
  });
  if (powerW.length !== LOADS * TICKS) throw new Error(`read ${powerW.length} powers`);
  let lastW = 0;
  for (let at = TICKS - 1; at < powerW.length; at += TICKS) lastW += powerW[at] ?? Number.NaN;
  return { seconds, lastW };
}

async function passAsObjects(): Promise<Pass> {
  const clock = new ManualClock(MIDNIGHT_MS);
  const meters = MeterDataSimulator.isolated({ source: fleetSource(herningFleet), clock });
  await meters.initializeResources();
  let collected = meters.collectNextMetering("Herning");
  let seconds = 0;
  for (let tick = 0; tick < TICKS; tick += 1) {
    await clock.advance(TICK_MS);
    seconds += cpuSeconds(() => {
      meters.increaseTime();
      collected = meters.collectNextMetering("Herning");
    });
  }
  let lastW = 0;
  for (const { readings } of collected.values()) {
    for (const { powerW } of readings) lastW += powerW;
  }
  return { seconds, lastW };
}

/** The last register of a home's first year, ms, of homes that nobody has read. */
function registerYearMs(): number {
  const simulator = homes(60);
  const toMs = Date.parse("2026-01-01T00:00:00Z");
  const read = (n: number) =>
    simulator.energyRegister({ resourceId: `r-${n}`, loadId: "load_0" }, toMs);
  for (let n = 1; n <= 20; n += 1) read(n);
  const seconds = cpuSeconds(() => {
    for (let n = 21; n <= 60; n += 1) read(n);
  });
  return (seconds * 1_000) / 40;
}

/** CPU seconds of a random word. */
function hashSeconds(): number {
  const key = textKey("bench");
  let word = 0;
  const seconds = cpuSeconds(() => {
    for (let index = 0; index < HASHES; index += 1) word ^= mixedWord(key, 1, index);
  });
  if (word === 0) throw new Error("random words cancel out");
  return seconds / HASHES;
}
