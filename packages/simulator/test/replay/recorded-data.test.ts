import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { openCsvReplay, type ReplayMeters } from "@ven/simulator/replay";
import { describe, expect, it, type TestContext } from "vitest";
import { simulate } from "../support/replay-files.ts";

const dataFolder = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));

/** The path of a file of measured data; the test is skipped where it is not at hand. */
function dataFile(context: TestContext, name: string): string {
  const path = `${dataFolder}${name}`;
  if (!existsSync(path)) context.skip(`the measured data ../shared/data/${name} is not here`);
  return path;
}

/** Counts the missing readings of each meter over one lap, and finds the readings of some steps. */
async function replayOnce(replay: ReplayMeters, shownSteps: readonly number[]) {
  const simulator = await simulate(replay);
  const missing = new Array<number>(replay.meterIds.length).fill(0);
  const zeros = new Array<number>(replay.meterIds.length).fill(0);
  const shown: number[][] = [];
  for (let step = 0; step < replay.stepCount; step += 1) {
    const { powerW } = simulator.collectColumns("Replay");
    powerW.forEach((power, row) => {
      if (Number.isNaN(power)) missing[row] = (missing[row] ?? 0) + 1;
      if (power === 0) zeros[row] = (zeros[row] ?? 0) + 1;
    });
    if (shownSteps.includes(step)) shown.push([...powerW]);
    expect(simulator.increaseTime()).toBe((step + 1) % replay.stepCount);
  }
  return { missing, zeros, shown };
}

describe("measured data", () => {
  it("replays a year of 17 homes in kW from a file without timestamps", async (context) => {
    const path = dataFile(context, "citylearn-2022-fontana/load_kw_hourly_17_homes.csv");
    const replay = await openCsvReplay(path, {
      layout: "wide",
      unit: "kW",
      timestamps: { startAtMs: Date.UTC(2021, 7, 1, 7), stepMs: 3_600_000 },
      ignoreColumns: ["row", "month", "hour_ending", "day_type", "dst"],
    });
    expect(replay.meterIds).toEqual(Array.from({ length: 17 }, (_, home) => `home_${home + 1}`));
    expect(replay.stepCount).toBe(8_760);
    const { missing, shown } = await replayOnce(replay, [0, 8_759]);
    expect(missing).toEqual(new Array(17).fill(0));
    expect(shown.map((powers) => powers.slice(0, 4))).toEqual([
      [2275.8, 2188.8, 0, 2819.2],
      [2214.9, 3311, 756.5, 2054.7],
    ]);
  });

  it("replays two years of ten homes in kWh, with every gap a missing reading", async (context) => {
    const path = dataFile(context, "sgsc-10-homes-30min/general_supply_kwh_30min_10_homes.csv");
    const replay = await openCsvReplay(path, {
      layout: "wide",
      unit: "kWh",
      timestamps: { column: "reading_datetime", format: "iso" },
      timeZone: "+10:00",
    });
    expect(new Date(replay.firstAtMs).toISOString()).toBe("2012-02-09T22:00:00.000Z");
    expect(new Date(replay.lastAtMs).toISOString()).toBe("2014-03-03T02:00:00.000Z");
    expect(replay.stepMs).toBe(1_800_000);
    const { missing, zeros, shown } = await replayOnce(replay, [0, replay.stepCount - 1]);
    expect(replay.stepCount).toBe(36_105);
    // Counted in the file by other means: empty cells, and cells that hold zero.
    expect(missing).toEqual([44, 17_673, 5_832, 6_464, 6_203, 5_453, 6_192, 5_732, 5_383, 8_200]);
    expect(zeros).toEqual([1, 3, 3_979, 6_359, 1, 0, 5_281, 0, 0, 6]);
    expect(shown).toEqual([
      [282, ...new Array(9).fill(Number.NaN)],
      [...new Array(8).fill(Number.NaN), 100, Number.NaN],
    ]);
  });
});
