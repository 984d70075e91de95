import { readdirSync, readFileSync, readlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fleetSource } from "@ven/core";
import { RecordingLogger } from "@ven/core/testing";
import { MeterDataSimulator } from "@ven/simulator";
import { isReplayFileError, isReplayFormatError, openHdf5Replay } from "@ven/simulator/replay";
import h5wasm from "h5wasm/node";
import { describe, expect, it } from "vitest";
import { readSteps, simulate, temporaryFolder, writeHdf5 } from "../support/replay-files.ts";
import { fleetOf, meterPoint, site } from "../support/small-fleet.ts";

const folder = temporaryFolder();
const START_S = Date.UTC(2024, 5, 1) / 1000;
const HOUR_S = 3600;

/** Hourly rows from the start on. */
const hourly = (powers: readonly number[], fromHour = 0) =>
  powers.map((powerW, hour) => [START_S + (fromHour + hour) * HOUR_S, powerW] as const);

describe("openHdf5Replay", () => {
  it("replays each load of each meter, then begins anew", async () => {
    const path = await writeHdf5(folder, {
      "meters/meter_10/load_0/power": hourly([1, 2, 3]),
      "meters/meter_2/load_0/power": hourly([10, 20, 30]),
      "meters/meter_2/load_1/power": hourly([100.5, -200, 300]),
    });
    const replay = await openHdf5Replay(path);
    expect(replay).toMatchObject({
      file: path,
      meterIds: ["2", "10"],
      stepCount: 3,
      stepMs: 3_600_000,
      firstAtMs: START_S * 1000,
      lastAtMs: (START_S + 2 * HOUR_S) * 1000,
    });
    expect(replay.loadIdsOf("2")).toEqual(["load_0", "load_1"]);
    expect(replay.loadIdsOf("3")).toEqual([]);
    expect(replay.peakPowerW("2", "load_1")).toBe(300);
    const simulator = await simulate(replay);
    expect(readSteps(simulator, 5)).toEqual([
      [10, 100.5, 1],
      [20, -200, 2],
      [30, 300, 3],
      [10, 100.5, 1],
      [20, -200, 2],
    ]);
    expect(simulator.increaseTime()).toBe(2);
    expect(simulator.increaseTime()).toBe(0);
  });

  it("puts series of unequal length on one axis; what is not recorded is missing", async () => {
    const path = await writeHdf5(folder, {
      "meters/meter_a/load_0/power": hourly([1, 2]),
      "meters/meter_b/load_0/power": hourly([7, Number.NaN, 9, 10], 1),
      "meters/meter_c/load_0/power": hourly([5], 6),
    });
    const replay = await openHdf5Replay(path);
    expect(replay.stepCount).toBe(7);
    const none = Number.NaN;
    expect(readSteps(await simulate(replay), 8)).toEqual([
      [1, none, none],
      [2, 7, none],
      [none, none, none],
      [none, 9, none],
      [none, 10, none],
      [none, none, none],
      [none, none, 5],
      [1, none, none],
    ]);
  });

  it("reports recorded instants when asked to, and repeats none on a second lap", async () => {
    const path = await writeHdf5(folder, {
      "meters/meter_a/load_0/power": hourly([1, 2, 3]),
    });
    const simulator = await simulate(await openHdf5Replay(path, { reportTimestamps: "recorded" }));
    const instants = Array.from({ length: 7 }, (_, step) => {
      if (step > 0) simulator.increaseTime();
      return simulator.collectColumns("Replay").timestampMs[0];
    });
    expect(instants).toEqual(
      Array.from({ length: 7 }, (_, step) => (START_S + step * HOUR_S) * 1000),
    );
  });

  it("gives a resource the meter of its meter point, else of its id, else of its name", async () => {
    const path = await writeHdf5(folder, {
      [`meters/meter_${meterPoint(1)}/load_0/power`]: hourly([1]),
      "meters/meter_site-1/load_0/power": hourly([2]),
      "meters/meter_site-2/load_0/power": hourly([3]),
      "meters/meter_Site 2/load_0/power": hourly([4]),
      "meters/meter_Site 3/load_0/power": hourly([5]),
    });
    const logger = new RecordingLogger();
    const simulator = MeterDataSimulator.isolated({
      source: fleetSource(fleetOf({ Town: [site(1), site(2), site(3), site(4)] })),
      meters: await openHdf5Replay(path),
      logger,
    });
    await simulator.initializeResources();
    const powers = [...simulator.collectNextMetering("Town").values()].map(
      ({ resourceId, readings }) => [resourceId, readings.map(({ powerW }) => powerW)],
    );
    expect(powers).toEqual([
      ["site-1", [1]],
      ["site-2", [3]],
      ["site-3", [5]],
    ]);
    expect(logger.records.map(({ message, fields }) => [message, fields["resourceId"]])).toEqual([
      ["meter lacks loads; they stay missing", "site-1"],
      ["meter lacks loads; they stay missing", "site-2"],
      ["meter lacks loads; they stay missing", "site-3"],
      ["resource has no meter; it is skipped", "site-4"],
      ["VEN loaded", undefined],
    ]);
  });

  it("closes the file", async () => {
    const path = await writeHdf5(folder, { "meters/meter_a/load_0/power": hourly([1]) });
    await openHdf5Replay(path);
    await openHdf5Replay(await writeHdf5(folder, { "meters/x": hourly([1]) }, "wrong.h5")).catch(
      () => undefined,
    );
    if (process.platform !== "linux") return;
    const openFiles = readdirSync("/proc/self/fd").flatMap((fd) => {
      try {
        return [readlinkSync(`/proc/self/fd/${fd}`)];
      } catch {
        return [];
      }
    });
    expect(openFiles.filter((file) => file.startsWith(folder))).toEqual([]);
  });

  it.each([
    ["a file without meters", { "other/power": hourly([1]) }, 'column "meters": has no meter_<id>'],
    ["a meter without loads", { "meters/meter_a/x/power": hourly([1]) }, "has no load_<n>"],
    ["a load without power", { "meters/meter_a/load_0/energy": hourly([1]) }, "is no data set"],
    [
      "rows out of order",
      { "meters/meter_a/load_0/power": [...hourly([1], 3), ...hourly([1], 1)] },
      'line 2, column "meters/meter_a/load_0/power": "1717203600" is not later than the row before',
    ],
    [
      "a row that comes twice",
      { "meters/meter_a/load_0/power": [...hourly([1]), ...hourly([1])] },
      "is not later than the row before",
    ],
    [
      "milliseconds",
      { "meters/meter_a/load_0/power": [[START_S * 1000, 1] as const] },
      '"1717200000000" is not unix seconds',
    ],
    [
      "an endless power",
      { "meters/meter_a/load_0/power": hourly([Number.POSITIVE_INFINITY]) },
      '"Infinity" is no power',
    ],
    [
      "instants that are on no regular step",
      {
        "meters/meter_a/load_0/power": [
          ...hourly([1, 2, 3]),
          [START_S + 7 * HOUR_S + 60, 1] as const,
        ],
      },
      'line 4, column "meters/meter_a/load_0/power": "2024-06-01T07:01:00.000Z" is not on the file\'s step of 3600000 ms',
    ],
  ])("refuses %s", async (_, dataSets, message) => {
    const path = await writeHdf5(folder, dataSets, "refused.h5");
    const error = await openHdf5Replay(path).catch((caught: unknown) => caught);
    expect(error).toSatisfy(isReplayFormatError);
    expect((error as Error).message).toContain(`replay file ${path}`);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain("\n");
  });

  it("refuses a data set of another shape or type", async () => {
    const path = join(folder, "shape.h5");
    await h5wasm.ready;
    for (const [data, shape, message] of [
      [new Float64Array(6), [2, 3], "has the shape (2, 3)"],
      [new Float64Array(4), [4], "has the shape (4)"],
      [["a", "b", "c", "d"], [2, 2], "does not hold numbers"],
    ] as const) {
      const file = new h5wasm.File(path, "w");
      const load = file.create_group("meters").create_group("meter_a").create_group("load_0");
      load.create_dataset({ name: "power", data: data as Float64Array, shape: [...shape] });
      file.close();
      await expect(openHdf5Replay(path)).rejects.toThrow(message);
    }
  });

  it("reads whole numbers as well", async () => {
    const path = join(folder, "whole.h5");
    await h5wasm.ready;
    const file = new h5wasm.File(path, "w");
    const load = file.create_group("meters").create_group("meter_a").create_group("load_0");
    const data = BigInt64Array.from([BigInt(START_S), 12n, BigInt(START_S + 60), 13n]);
    load.create_dataset({ name: "power", data, shape: [2, 2] });
    file.close();
    const replay = await openHdf5Replay(path);
    expect(readSteps(await simulate(replay), 2)).toEqual([[12], [13]]);
  });

  it("says in one line that a file is missing, empty, something else or cut off", async () => {
    const whole = await writeHdf5(folder, { "meters/meter_a/load_0/power": hourly([1, 2]) });
    const write = (name: string, content: Uint8Array | string) => {
      writeFileSync(join(folder, name), content);
      return join(folder, name);
    };
    const bytes = readFileSync(whole);
    const messageOf = (path: string) =>
      openHdf5Replay(path).then(
        () => "opened",
        (error: Error) => error.message,
      );
    expect(await messageOf(join(folder, "none.h5"))).toMatch(/none\.h5 cannot be read \(ENOENT\)/);
    expect(await messageOf(folder)).toMatch(/cannot be read \(EISDIR\)/);
    expect(await messageOf(write("empty.h5", ""))).toMatch(/empty\.h5: is empty/);
    expect(await messageOf(write("text.h5", "a,b\n1,2\n"))).toMatch(
      /text\.h5: is not an HDF5 file/,
    );
    const cutOff = await messageOf(write("cut.h5", bytes.subarray(0, bytes.length / 2)));
    expect(cutOff).toMatch(/cut\.h5: is damaged or cut off \(truncated file/);
    expect(cutOff).not.toContain("\n");
    expect(await messageOf(whole)).toBe("opened");
    await expect(openHdf5Replay(join(folder, "none.h5"))).rejects.toSatisfy(isReplayFileError);
  });

  it("reads nothing once it is aborted", async () => {
    const signal = AbortSignal.abort(new Error("stopped"));
    await expect(openHdf5Replay(join(folder, "none.h5"), { signal })).rejects.toThrow("stopped");
  });
});
