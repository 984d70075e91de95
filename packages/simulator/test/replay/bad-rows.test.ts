import { readFileSync } from "node:fs";
import { InvalidValueError } from "@ven/core";
import { type CsvReplayOptions, openCsvReplay, openHdf5Replay } from "@ven/simulator/replay";
import { describe, expect, it } from "vitest";
import { temporaryFolder, writeCsv, writeHdf5 } from "../support/replay-files.ts";

const folder = temporaryFolder();
const START_MS = Date.UTC(2025, 0, 6);
const HOUR_MS = 3_600_000;
const START_S = START_MS / 1_000;
const NONE = Number.NaN;

const wide = {
  layout: "wide",
  unit: "W",
  timestamps: { column: "at", format: "iso" },
  onBadRow: "skip",
} as const satisfies CsvReplayOptions;
const long = { ...wide, layout: "long" } as const;
const grid = { startAtMs: START_MS, stepMs: HOUR_MS } as const;

describe("rows that cannot be used", () => {
  it("are left out of a CSV with a column per load, and counted", async () => {
    const path = writeCsv(folder, [
      "at,a,b",
      "2025-01-06T00:00Z,1,10",
      "2025-01-06T01:00Z,much,20",
      "2025-01-06T02:00Z,3",
      "yesterday,4,40",
      "2025-01-06T03:00Z,4,40",
      "2025-01-06T03:00Z,5,50",
      "2025-01-06T03:31Z,5,50",
      "2025-01-06T04:00Z,6,60",
      "2025-01-06T05:00Z,7,70",
      "2025-01-06T06:00Z,8,80",
    ]);
    const replay = await openCsvReplay(path, wide);
    expect(replay).toMatchObject({ firstAtMs: START_MS, stepMs: HOUR_MS, skippedRowCount: 5 });
    expect(replay.powersW("a", "load_0")).toEqual(Float64Array.of(1, NONE, NONE, 4, 6, 7, 8));
    expect(replay.powersW("b", "load_0")).toEqual(Float64Array.of(10, NONE, NONE, 40, 60, 70, 80));
  });

  it("keep their place in time where the file has no column of instants", async () => {
    const path = writeCsv(folder, ["a", "1", "much", "3", "4"]);
    const replay = await openCsvReplay(path, { ...wide, timestamps: grid });
    expect(replay.powersW("a", "load_0")).toEqual(Float64Array.of(1, NONE, 3, 4));
    expect(replay.skippedRowCount).toBe(1);
  });

  it("are left out of a CSV with a row per reading", async () => {
    const path = writeCsv(folder, [
      "at,meter,load,power",
      "2025-01-06T00:00Z,a,load_0,1",
      "2025-01-06T00:00Z,,load_0,1",
      `2025-01-06T01:00Z,a,${"x".repeat(65)},1`,
      `2025-01-06T01:00Z,${"x".repeat(300)},load_0,1`,
      "2025-01-06T01:00Z,a,load_0,2",
      "2025-01-06T02:00Z,a,load_0,1e999",
    ]);
    const replay = await openCsvReplay(path, long);
    expect(replay.meterIds).toEqual(["a"]);
    expect(replay.powersW("a", "load_0")).toEqual(Float64Array.of(1, 2));
    expect(replay.skippedRowCount).toBe(4);
  });

  it("are lines with a quote amid a cell, too; a quote that is never closed refuses the file", async () => {
    const path = writeCsv(folder, [
      "at,a",
      "2025-01-06T00:00Z,1",
      '2025-01-06T01:00Z,"2"x',
      "2025-01-06T02:00Z,3",
      "2025-01-06T03:00Z,4",
    ]);
    const replay = await openCsvReplay(path, wide);
    expect(replay.powersW("a", "load_0")).toEqual(Float64Array.of(1, NONE, 3, 4));
    expect(replay.skippedRowCount).toBe(1);
    await expect(openCsvReplay(path, { ...wide, onBadRow: "strict" })).rejects.toThrow(
      /line 3: is not valid CSV/,
    );
    const open = writeCsv(folder, ["at,a", '2025-01-06T00:00Z,"1', "2025-01-06T01:00Z,2"]);
    await expect(openCsvReplay(open, wide)).rejects.toThrow(/is not valid CSV: Quote Not Closed/);
  });

  it("are left out of an HDF5 file; its other rows keep their number in errors", async () => {
    const path = await writeHdf5(folder, {
      "meters/meter_a/load_0/power": [
        [START_S, 1],
        [START_S + 3_600, 2],
        [START_S + 3_600, 3],
        [START_S * 1_000, 4],
        [START_S + 7_200, 5],
      ],
      "meters/meter_a/load_1/power": [
        [START_S, 10],
        [START_S + 3_600, Number.POSITIVE_INFINITY],
        [START_S + 7_200, 30],
      ],
    });
    const replay = await openHdf5Replay(path, { onBadRow: "skip" });
    expect(replay.powersW("a", "load_0")).toEqual(Float64Array.of(1, 2, 5));
    expect(replay.powersW("a", "load_1")).toEqual(Float64Array.of(10, NONE, 30));
    expect(replay.skippedRowCount).toBe(3);
    await expect(openHdf5Replay(path)).rejects.toThrow(/line 3, column .*load_0/);
  });

  it("refuse the file where none is left, and are none in a whole file", async () => {
    const path = writeCsv(folder, ["at,a", "x,1", "y,2"]);
    await expect(openCsvReplay(path, wide)).rejects.toThrow("no row that can be used: 2 were left");
    const whole = writeCsv(folder, ["at,a", "2025-01-06T00:00Z,1"], "whole.csv");
    expect((await openCsvReplay(whole, wide)).skippedRowCount).toBe(0);
    expect(readFileSync(whole, "utf8")).toContain("at,a");
  });

  it("cannot be left out where that would move those after them in time", async () => {
    const path = writeCsv(folder, ["meter,power", "a,1"]);
    await expect(openCsvReplay(path, { ...long, timestamps: grid })).rejects.toThrow(
      InvalidValueError,
    );
    const wrong = "some" as unknown as "skip";
    await expect(openCsvReplay(path, { ...long, onBadRow: wrong })).rejects.toThrow(/onBadRow/);
  });
});

describe("what is asked for", () => {
  it("alone is kept, whatever the rest of the file holds", async () => {
    const csv = writeCsv(folder, [
      "at,meter,load,power",
      "2025-01-06T00:00Z,a,load_0,1",
      "2025-01-06T00:00Z,b,load_0,much",
      "2025-01-06T00:00Z,a,load_1,3",
    ]);
    const replay = await openCsvReplay(csv, {
      ...long,
      onBadRow: "strict",
      meterIds: ["a"],
      loadIds: ["load_1"],
    });
    expect([replay.meterIds, replay.loadIdsOf("a")]).toEqual([["a"], ["load_1"]]);
    const h5 = await writeHdf5(folder, {
      "meters/meter_a/load_0/power": [[START_S, 1]],
      "meters/meter_b/load_0/power": [[START_S * 1_000, 1]],
    });
    expect((await openHdf5Replay(h5, { meterIds: ["a"] })).meterIds).toEqual(["a"]);
    await expect(openHdf5Replay(h5, { loadIds: ["load_9"] })).rejects.toThrow(
      "has no load load_9, which was asked for",
    );
  });
});

describe("whole weeks", () => {
  it("are all that is replayed, so that the second lap begins on the weekday of the first", async () => {
    const hours = 24 * 16;
    const rows = Array.from({ length: hours }, (_, n) => [START_S + n * 3_600, n] as const);
    const path = await writeHdf5(folder, { "meters/meter_a/load_0/power": rows }, "weeks.h5");
    const replay = await openHdf5Replay(path, { wrap: "weeks", reportTimestamps: "recorded" });
    expect(replay.stepCount).toBe(24 * 14);
    expect(replay.lastAtMs).toBe(START_MS + (24 * 14 - 1) * HOUR_MS);
    expect(replay.stepAtMs?.(0, 1)).toBe(START_MS + 14 * 24 * HOUR_MS);
    await expect(
      openHdf5Replay(
        await writeHdf5(folder, { "meters/meter_a/load_0/power": rows.slice(0, 167) }, "short.h5"),
        { wrap: "weeks" },
      ),
    ).rejects.toThrow(/must span a week/);
  });
});
