import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createSimulator, fleetPreset } from "@ven/simulator";
import {
  isOutputFileError,
  type ReadingBatch,
  readingFormatOf,
  writeHdf5,
  writeReadings,
} from "@ven/simulator/files";
import {
  openCsvReplay,
  openHdf5Replay,
  openParquetReplay,
  type ReplayMeters,
  type TableReplayOptions,
} from "@ven/simulator/replay";
import { asyncBufferFromFile, parquetReadObjects } from "hyparquet";
import { describe, expect, it } from "vitest";
import {
  BATCH_LOADS,
  BATCH_START_MS,
  BATCH_STEP_MS,
  batchPowerW,
  readingBatches,
} from "../support/reading-batches.ts";
import { temporaryFolder } from "../support/replay-files.ts";

const folder = temporaryFolder();
const STEPS = [5, 5, 2];

const table = {
  unit: "W",
  timestamps: { column: "timestamp", format: "iso" },
} as const;

type Open = (path: string, layout: TableReplayOptions["layout"]) => Promise<ReplayMeters>;

const openCsv: Open = (path, layout) => openCsvReplay(path, { ...table, layout });
const openParquet: Open = (path, layout) => openParquetReplay(path, { ...table, layout });
const openHdf5: Open = (path) => openHdf5Replay(path);

/** Load, power and quality of each row of a long table. */
async function readRows(path: string) {
  if (path.endsWith(".csv")) {
    const [header = "", ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
    expect(header).toBe("timestamp,ven,meter,load,power,quality");
    return lines.map((line) => {
      const [, , , load = "", power = "", quality] = line.split(",");
      return { load, power: power === "" ? null : Number(power), quality };
    });
  }
  const rows = await parquetReadObjects({ file: await asyncBufferFromFile(path) });
  return rows.map(({ load, power, quality }) => ({ load: String(load), power, quality }));
}

/** Ends as if the machine behind it had broken down. */
function* broken(): Generator<ReadingBatch, void, undefined> {
  yield* readingBatches([5]);
  throw new Error("the simulator broke down");
}

describe("writeReadings", () => {
  it.each([
    ["csv", "long", openCsv],
    ["csv", "wide", openCsv],
    ["parquet", "long", openParquet],
    ["parquet", "wide", openParquet],
    ["h5", "long", openHdf5],
  ] as const)("writes %s, %s, that reads back as it was", async (ending, layout, open) => {
    const path = join(folder, `${layout}.${ending}`);
    const seen: number[] = [];
    const onProgress = (count: number) => seen.push(count);
    const written = await writeReadings(path, readingBatches(STEPS), { layout, onProgress });
    expect(written).toEqual({
      file: path,
      readingCount: 36,
      missingCount: 6,
      loadCount: 3,
      byteCount: statSync(path).size,
    });
    expect(seen).toEqual([15, 30, 36]);
    const replay = await open(path, layout);
    expect(replay).toMatchObject({
      firstAtMs: BATCH_START_MS,
      stepMs: BATCH_STEP_MS,
      stepCount: 12,
    });
    BATCH_LOADS.forEach(({ resourceId, loadId }, row) => {
      const expected = Float64Array.from({ length: 12 }, (_, step) => batchPowerW(row, step));
      expect(replay.powersW(resourceId, loadId)).toEqual(expected);
    });
  });

  it("writes CSV by time, in UTC and W, quoting what needs it", async () => {
    const path = join(folder, "shown.csv");
    await writeReadings(path, readingBatches([2]));
    expect(readFileSync(path, "utf8").split("\n").slice(0, 5)).toEqual([
      "timestamp,ven,meter,load,power",
      "2025-01-06T00:00:00.000Z,Town,site-1,load_0,-1234.5",
      "2025-01-06T00:00:00.000Z,Town,site-1,load_1,0",
      '2025-01-06T00:00:00.000Z,"Murphy\'s, ""old""","Pub, 2nd",load_0,1234.5',
      "2025-01-06T00:15:00.000Z,Town,site-1,load_0,-1234.2",
    ]);
  });

  it.each(["csv", "parquet"] as const)(
    "tells the quality of each reading in a long %s, unless all meters are perfect",
    async (ending) => {
      const meter = { gaps: { share: 0.2, meanLengthS: 3_600 } };
      const fleet = { ...fleetPreset("one-pub"), meter };
      const fromMs = Date.UTC(2025, 0, 6);
      const range = { fromMs, toMs: fromMs + 86_400_000, stepMs: 900_000, power: "mean" } as const;
      const simulator = createSimulator({ fleet });
      const [all] = [...simulator.stream(range)];
      const expected = [...(all ?? [])].map(({ loadId, powerW, quality }) => ({
        load: loadId,
        power: Number.isNaN(powerW) ? null : powerW,
        quality,
      }));
      expect(new Set(expected.map(({ quality }) => quality))).toEqual(new Set(["OK", "MISSING"]));
      const path = join(folder, `quality.${ending}`);
      await writeReadings(path, simulator.stream(range));
      const rows = await readRows(path);
      const sorted = rows.toSorted((a, b) => (a.load < b.load ? -1 : a.load > b.load ? 1 : 0));
      expect(sorted).toEqual(expected);
      const open = ending === "csv" ? openCsv : openParquet;
      expect((await open(path, "long")).stepCount).toBe(96);
      const wide = join(folder, `quality-wide.${ending}`);
      await writeReadings(wide, simulator.stream(range), { layout: "wide" });
      expect((await open(wide, "wide")).meterIds).toHaveLength(1);
    },
  );

  it("puts batches of more than a Parquet row group into several", async () => {
    const path = join(folder, "groups.parquet");
    await writeReadings(path, readingBatches([50_000]));
    const replay = await openParquet(path, "long");
    expect(replay.stepCount).toBe(50_000);
    expect(replay.powersW("Pub, 2nd", "load_0")?.[49_999]).toBe(batchPowerW(2, 49_999));
  });

  it.each(["csv", "parquet", "h5"])(
    "leaves nothing of a %s whose readings break off, nor touches the older file",
    async (ending) => {
      const place = join(folder, `broken-${ending}`);
      mkdirSync(place);
      const path = join(place, `readings.${ending}`);
      await expect(writeReadings(path, broken())).rejects.toThrow("the simulator broke down");
      expect(readdirSync(place)).toEqual([]);
      writeFileSync(path, "what was there");
      await expect(writeReadings(path, broken())).rejects.toThrow("the simulator broke down");
      expect(readdirSync(place)).toEqual([`readings.${ending}`]);
      expect(readFileSync(path, "utf8")).toBe("what was there");
    },
  );

  it.each(["csv", "parquet", "h5"])("leaves nothing of a %s that is aborted", async (ending) => {
    const place = join(folder, `aborted-${ending}`);
    mkdirSync(place);
    const abort = new AbortController();
    const onProgress = (count: number) => {
      expect(readdirSync(place)).toHaveLength(1);
      if (count === 30) abort.abort(new Error("Ctrl-C"));
    };
    const options = { signal: abort.signal, onProgress };
    await expect(
      writeReadings(join(place, `x.${ending}`), readingBatches(STEPS), options),
    ).rejects.toThrow("Ctrl-C");
    expect(readdirSync(place)).toEqual([]);
  });

  it("takes the place of an older file at the end", async () => {
    const path = join(folder, "older.csv");
    writeFileSync(path, "older");
    await writeReadings(path, readingBatches([1]));
    expect(readFileSync(path, "utf8")).toContain("timestamp,ven");
  });

  it("says why a file cannot be written", async () => {
    const path = join(folder, "nowhere", "x.csv");
    const error = await writeReadings(path, readingBatches([1])).catch((caught: unknown) => caught);
    expect(error).toSatisfy(isOutputFileError);
    expect((error as Error).message).toContain(`${path} cannot be written (ENOENT)`);
  });

  it.each(["csv", "parquet", "h5"])("refuses to write a %s without readings", async (ending) => {
    await expect(writeReadings(join(folder, `none.${ending}`), [])).rejects.toThrow(
      /there is none/,
    );
  });

  it("refuses batches of other loads than the first, and powers that are too few", async () => {
    const [first] = [...readingBatches([2])];
    if (first === undefined) throw new Error("no batch");
    const fewer = { ...first, loads: { length: 2 } };
    const path = join(folder, "changed.csv");
    await expect(writeReadings(path, [first, fewer])).rejects.toThrow(/the first batch has 3/);
    const short = { ...first, powerW: first.powerW.subarray(1) };
    await expect(writeReadings(path, [short])).rejects.toThrow(/one for each load and instant/);
  });

  it("refuses ids that the layout of HDF5 cannot hold", async () => {
    const [batch] = [...readingBatches([1])];
    if (batch === undefined) throw new Error("no batch");
    const named = (change: object) => [
      { ...batch, name: () => ({ ...BATCH_LOADS[0], ...change }) },
    ];
    const path = join(folder, "names.h5");
    await expect(writeHdf5(path, named({ loadId: "oven" }))).rejects.toThrow(/wants load_<n>/);
    await expect(writeHdf5(path, named({ resourceId: "a/b" }))).rejects.toThrow(/take \/ out/);
    expect(readdirSync(folder).filter((name) => name.includes("names.h5"))).toEqual([]);
  });

  it("tells the format by the ending of the file", () => {
    const endings = ["a.csv", "b.PARQUET", "c.h5", "d.hdf5"];
    expect(endings.map(readingFormatOf)).toEqual(["csv", "parquet", "hdf5", "hdf5"]);
    for (const file of ["x.json", "csv", "a.csv/b"]) {
      expect(() => readingFormatOf(file)).toThrow(/let it end in/);
    }
  });
});

it.each(["a.csv", "a.parquet"])(
  "refuses a load whose column would be another's: %s",
  async (file) => {
    const load = { loadId: "y/load_0", kind: "constant", ratedPowerW: 100 };
    const simulator = createSimulator({
      fleet: {
        name: "f",
        sites: { hut: { resourceType: "house", loads: [load] } },
        vens: [{ venId: "v", resources: [{ resourceId: "x", name: "X", site: "hut" }] }],
      },
    });
    const batches = () => simulator.stream({ fromMs: 0, toMs: 1_000, stepMs: 1_000 });
    const path = join(folder, `slash-${file}`);
    await expect(writeReadings(path, batches(), { layout: "wide" })).rejects.toThrow(/"y\/load_0"/);
    expect(readdirSync(folder).filter((name) => name.includes(`slash-${file}`))).toEqual([]);
    expect(await writeReadings(path, batches())).toMatchObject({ readingCount: 1 });
  },
);
