import { fleetSource, systemClock } from "@ven/core";
import { MeterDataSimulator } from "@ven/simulator";
import { herningFleet } from "@ven/simulator/fleets";
import { openCsvReplay, replayFleet } from "@ven/simulator/replay";
import { describe, expect, it } from "vitest";
import { heldClock } from "../../src/backfill/held-clock.ts";
import type { PastReadings } from "../../src/backfill/past-readings.ts";
import { recordedPast } from "../../src/backfill/recorded-past.ts";
import { simulatedPast } from "../../src/backfill/simulated-past.ts";
import { VenFolder } from "../support/test-terminal.ts";

const { signal } = new AbortController();

async function collect(past: PastReadings, fromMs: number) {
  const batches = [];
  for await (const batch of past.batches(fromMs, { signal })) batches.push(batch);
  return batches;
}

async function simulated(fromMs: number, toMs: number, everyMs: number) {
  const clock = heldClock(systemClock, fromMs);
  const simulator = MeterDataSimulator.isolated({ source: fleetSource(herningFleet), clock });
  await simulator.initializeResources(["Herning"]);
  return simulatedPast({ simulator, clock, venIds: ["Herning"], fromMs, toMs, everyMs });
}

describe("simulatedPast", () => {
  const from = Date.UTC(2025, 0, 6);

  it("reads every load at each instant before the end, the same again from anywhere", async () => {
    const past = await simulated(from, from + 45_000, 10_000);
    const all = await collect(past, from);
    expect(all.map(({ atMs, nextAtMs }) => [atMs - from, nextAtMs - from])).toEqual([
      [0, 10_000],
      [10_000, 20_000],
      [20_000, 30_000],
      [30_000, 40_000],
      [40_000, 45_000],
    ]);
    for (const { atMs, columns } of all) {
      expect(columns[0]?.timestampMs.every((timestampMs) => timestampMs === atMs)).toBe(true);
    }
    const rest = await collect(await simulated(from, from + 45_000, 10_000), from + 20_000);
    expect(rest.map(({ columns }) => columns[0]?.powerW)).toEqual(
      all.slice(2).map(({ columns }) => columns[0]?.powerW),
    );
  });

  it("reads what a simulator reads whose clock shows that instant", async () => {
    const clock = heldClock(systemClock, from + 20_000);
    const live = MeterDataSimulator.isolated({ source: fleetSource(herningFleet), clock });
    await live.initializeResources(["Herning"]);
    live.increaseTime();
    const all = await collect(await simulated(from, from + 45_000, 10_000), from);
    expect(all[2]?.columns[0]?.powerW).toEqual(live.collectColumns("Herning").powerW);
  });
});

describe("recordedPast", () => {
  it("gives each recorded row between two instants once, the first and the last of the file too", async () => {
    await using folder = await VenFolder.open();
    const rows = Array.from({ length: 5 }, (_, hour) => `2025-01-06T0${hour}:00:00Z,${hour}00`);
    await folder.write("homes.csv", `time,home_1\n${rows.join("\n")}\n`);
    const open = async (toMs: number) => {
      const replay = await openCsvReplay(`${folder.path}/homes.csv`, {
        unit: "W",
        layout: "wide",
        timestamps: { column: "time", format: "iso" },
        reportTimestamps: "recorded",
      });
      const simulator = MeterDataSimulator.isolated({
        meters: replay,
        source: fleetSource(replayFleet(replay, { venId: "V" })),
      });
      await simulator.initializeResources(["V"]);
      return recordedPast({ simulator, replay, venIds: ["V"], toMs });
    };
    const at = (hour: number) => Date.UTC(2025, 0, 6, hour);
    const powers = async (past: PastReadings, fromMs: number) =>
      (await collect(past, fromMs)).map(({ atMs, columns }) => {
        expect(columns[0]?.timestampMs[0]).toBe(atMs);
        return columns[0]?.powerW[0];
      });
    expect(await powers(await open(at(12)), at(0) - 1)).toEqual([0, 100, 200, 300, 400]);
    expect(await powers(await open(at(3)), at(1))).toEqual([100, 200]);
    expect(await powers(await open(at(5)), at(3))).toEqual([300, 400]);
    expect(await powers(await open(at(9)), at(7))).toEqual([]);
  });
});
