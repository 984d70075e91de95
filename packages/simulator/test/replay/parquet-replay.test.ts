import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  isReplayFileError,
  isReplayFormatError,
  openParquetReplay,
  type ParquetReplayOptions,
} from "@ven/simulator/replay";
import { type ColumnSource, parquetWriteFile } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { readSteps, simulate, temporaryFolder } from "../support/replay-files.ts";

const folder = temporaryFolder();
const START_MS = Date.UTC(2025, 0, 6);
const HOUR_MS = 3_600_000;

function write(columnData: ColumnSource[], name = "meters.parquet", rowGroupSize = 1_000): string {
  const filename = join(folder, name);
  parquetWriteFile({ filename, columnData, rowGroupSize });
  return filename;
}

const hours = (count: number) => Array.from({ length: count }, (_, n) => START_MS + n * HOUR_MS);
const instants = (atMs: readonly number[]): ColumnSource => ({
  name: "at",
  data: atMs.map((at) => new Date(at)),
  type: "TIMESTAMP",
});
const powers = (name: string, data: (number | null)[]): ColumnSource => ({
  name,
  data,
  type: "DOUBLE",
});

const wide = {
  layout: "wide",
  unit: "W",
  timestamps: { column: "at", format: "iso" },
} as const satisfies ParquetReplayOptions;
const long = { ...wide, layout: "long" } as const;

describe("openParquetReplay", () => {
  it("reads a column per load, in several row groups, a null as a missing reading", async () => {
    const path = write(
      [
        instants(hours(5)),
        powers("a/load_0", [1, 2, null, 4, 5]),
        powers("a/load_1", [10, 20, 30, 40, 50]),
      ],
      "wide.parquet",
      2,
    );
    const replay = await openParquetReplay(path, wide);
    expect(replay).toMatchObject({ firstAtMs: START_MS, stepMs: HOUR_MS, stepCount: 5 });
    expect(readSteps(await simulate(replay), 6)).toEqual([
      [1, 10],
      [2, 20],
      [Number.NaN, 30],
      [4, 40],
      [5, 50],
      [1, 10],
    ]);
  });

  it("reads a row per reading, in kW", async () => {
    const path = write(
      [
        instants(hours(2).flatMap((at) => [at, at])),
        { name: "meter", data: ["a", "b", "a", "b"], type: "STRING" },
        powers("power", [0.1, 2.2758, 0.3, null]),
      ],
      "long.parquet",
    );
    const replay = await openParquetReplay(path, { ...long, unit: "kW" });
    expect([replay.powersW("a", "load_0"), replay.powersW("b", "load_0")]).toEqual([
      Float64Array.of(100, 300),
      Float64Array.of(2_275.8, Number.NaN),
    ]);
  });

  it("takes whole numbers and texts for instants by the format that is declared", async () => {
    const seconds = hours(2).map((at) => BigInt(at / 1_000));
    const unix = write(
      [{ name: "at", data: seconds, type: "INT64" }, powers("a", [1, 2])],
      "unix.parquet",
    );
    const texts = write(
      [
        { name: "at", data: ["2025-01-06T00:00", "2025-01-06T01:00"], type: "STRING" },
        { name: "a", data: [1, 2], type: "INT32" },
      ],
      "texts.parquet",
    );
    const byNumber = { column: "at", format: "unix-s" } as const;
    const replays = [
      await openParquetReplay(unix, { ...wide, timestamps: byNumber }),
      await openParquetReplay(texts, { ...wide, timeZone: "UTC" }),
    ];
    for (const replay of replays) {
      expect([replay.firstAtMs, ...(replay.powersW("a", "load_0") ?? [])]).toEqual([
        START_MS,
        1,
        2,
      ]);
    }
  });

  it("keeps only the meters that are asked for, and does not look at the others", async () => {
    const path = write(
      [
        instants(hours(2)),
        powers("a", [1, 2]),
        { name: "b", data: ["x", "y"], type: "STRING" },
        powers("c", [5, 6]),
      ],
      "some.parquet",
    );
    const replay = await openParquetReplay(path, { ...wide, meterIds: ["a", "c"] });
    expect(replay.meterIds).toEqual(["a", "c"]);
    await expect(openParquetReplay(path, { ...wide, meterIds: ["d"] })).rejects.toThrow(
      "has no meter d, which was asked for",
    );
  });

  it("names row, column and value of a bad cell, or leaves the row out and counts it", async () => {
    const path = write(
      [
        instants(hours(4)),
        { name: "a", data: ["1", "much", "3", "4"], type: "STRING" },
        powers("b", [1, 2, 3, 4]),
      ],
      "bad.parquet",
      2,
    );
    const error = await openParquetReplay(path, wide).catch((caught: unknown) => caught);
    expect(error).toSatisfy(isReplayFormatError);
    expect((error as Error).message).toContain(
      `${path}, line 2, column "a": "much" is not a number`,
    );
    const replay = await openParquetReplay(path, { ...wide, onBadRow: "skip" });
    expect(replay.skippedRowCount).toBe(1);
    expect(replay.powersW("b", "load_0")).toEqual(Float64Array.of(1, Number.NaN, 3, 4));
  });

  it("says in one line that a file is missing, empty, something else or cut off", async () => {
    const whole = write([instants(hours(3)), powers("a", [1, 2, 3])], "whole.parquet");
    const bytes = readFileSync(whole);
    const put = (name: string, content: Uint8Array | string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const messageOf = (path: string) =>
      openParquetReplay(path, wide).then(
        () => "opened",
        (error: Error) => error.message,
      );
    expect(await messageOf(put("empty.parquet", ""))).toMatch(/is empty$/);
    expect(await messageOf(put("text.parquet", "at,a\n"))).toMatch(/is not a Parquet file$/);
    expect(await messageOf(put("cut.parquet", bytes.subarray(0, 40)))).toMatch(/cut off$/);
    const garbled = Uint8Array.from(bytes);
    garbled.fill(0xff, 4, bytes.length - 8);
    expect(await messageOf(put("garbled.parquet", garbled))).toMatch(/is damaged or cut off \(/);
    await expect(openParquetReplay(join(folder, "none"), wide)).rejects.toSatisfy(
      isReplayFileError,
    );
    expect(await messageOf(whole)).toBe("opened");
  });
});
