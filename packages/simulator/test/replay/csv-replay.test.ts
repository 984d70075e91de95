import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { InvalidValueError, MeterPointId } from "@ven/core";
import {
  type CsvReplayOptions,
  isReplayFileError,
  isReplayFormatError,
  openCsvReplay,
  replayFleet,
} from "@ven/simulator/replay";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readSteps, simulate, temporaryFolder, writeCsv } from "../support/replay-files.ts";

const folder = temporaryFolder();
const none = Number.NaN;
const wide: CsvReplayOptions = {
  layout: "wide",
  unit: "W",
  timestamps: { column: "time", format: "iso" },
};
const long: CsvReplayOptions = { ...wide, layout: "long" };

async function open(lines: readonly string[], options: Partial<CsvReplayOptions> = {}) {
  return openCsvReplay(writeCsv(folder, lines), { ...wide, ...options });
}

async function steps(lines: readonly string[], options: Partial<CsvReplayOptions> = {}) {
  const replay = await open(lines, options);
  return readSteps(await simulate(replay), replay.stepCount);
}

/** The instants of a file whose rows are the given times. */
async function instants(times: readonly string[], options: Partial<CsvReplayOptions> = {}) {
  const { firstAtMs, stepMs, stepCount } = await open(
    ["time,a", ...times.map((time) => `${time},1`)],
    options,
  );
  return Array.from({ length: stepCount }, (_, step) =>
    new Date(firstAtMs + step * stepMs).toISOString().slice(0, 16),
  );
}

describe("a wide CSV", () => {
  it("has a column per meter, or per load of a meter", async () => {
    const replay = await open([
      "time,pub/load_0,pub/load_1,house",
      "2025-01-16T14:00Z,1,2,3",
      "2025-01-16T14:15Z,4,5.5,-6e1",
    ]);
    expect(replay.meterIds).toEqual(["pub", "house"]);
    expect(replay.loadIdsOf("pub")).toEqual(["load_0", "load_1"]);
    expect(replay.loadIdsOf("house")).toEqual(["load_0"]);
    expect(readSteps(await simulate(replay), 2)).toEqual([
      [1, 2, 3],
      [4, 5.5, -60],
    ]);
  });

  it("has missing readings in empty cells and in rows that are left out, never zeros", async () => {
    expect(
      await steps([
        "time,a,b",
        "2025-01-16T14:00Z,1,",
        "2025-01-16T14:15Z, ,0",
        "2025-01-16T15:00Z,7,8",
      ]),
    ).toEqual([
      [1, none],
      [none, 0],
      [none, none],
      [none, none],
      [7, 8],
    ]);
  });

  it("may have no timestamps, but a declared start and step", async () => {
    const startAtMs = Date.UTC(2025, 6, 31, 23);
    const replay = await open(["row,a", "0,1", "1,2"], {
      timestamps: { startAtMs, stepMs: 900_000 },
      ignoreColumns: ["row"],
    });
    expect(replay).toMatchObject({
      firstAtMs: startAtMs,
      stepMs: 900_000,
      stepCount: 2,
      meterIds: ["a"],
    });
  });

  it("keeps a missing reading of its only column, where the line is empty", async () => {
    const timestamps = { startAtMs: 0, stepMs: 1000 };
    expect(await steps(["a", "1", "", "3"], { timestamps })).toEqual([[1], [none], [3]]);
  });

  it("reads the columns that are named, or all but those that are to be ignored", async () => {
    const lines = ["time,a,note,b", "2025-01-16T14:00Z,1,fine,2"];
    expect((await open(lines, { columns: ["b"] })).meterIds).toEqual(["b"]);
    expect((await open(lines, { ignoreColumns: ["note"] })).meterIds).toEqual(["a", "b"]);
  });

  it("may have a byte order mark, another delimiter, quotes, CRLF and empty lines", async () => {
    const path = join(folder, "excel.csv");
    writeFileSync(path, '\ufeff"time";"my; meter"\r\n\r\n2025-01-16 14:00:00Z;"1.5"\r\n\r\n');
    const replay = await openCsvReplay(path, { ...wide, delimiter: ";" });
    expect(replay.meterIds).toEqual(["my; meter"]);
    expect(readSteps(await simulate(replay), 1)).toEqual([[1.5]]);
  });
});

describe("a long CSV", () => {
  it("has a row per reading; series of unequal length share one axis", async () => {
    const replay = await open(
      [
        "power,load,meter,time,note",
        "1,load_0,pub,2025-01-16T14:00Z,x",
        "2,load_1,pub,2025-01-16T14:00Z,",
        "3,load_0,pub,2025-01-16T14:30Z,",
        ",load_0,house,2025-01-16T14:30Z,",
        "5,load_0,house,2025-01-16T15:00Z,",
      ],
      long,
    );
    expect(replay.meterIds).toEqual(["pub", "house"]);
    expect(readSteps(await simulate(replay), 3)).toEqual([
      [1, 2, none],
      [3, none, none],
      [none, none, 5],
    ]);
  });

  it("calls a meter's only load load_0 when there is no load column", async () => {
    const replay = await open(["time,meter,power", "2025-01-16T14:00Z,pub,1"], long);
    expect(replay.loadIdsOf("pub")).toEqual(["load_0"]);
  });

  it("turns kWh into W by each load's own interval", async () => {
    const quarterly = [0, 15, 30, 45].map(
      (m) => `2025-01-16T14:${String(m).padStart(2, "0")}Z,q,1`,
    );
    expect(
      await steps(
        ["time,meter,power", ...quarterly, "2025-01-16T14:00Z,h,1", "2025-01-16T14:30Z,h,1"],
        { ...long, unit: "kWh" },
      ),
    ).toEqual([
      [4000, 2000],
      [4000, none],
      [4000, 2000],
      [4000, none],
    ]);
  });
});

describe("units", () => {
  const lines = ["time,a", "2025-01-16T14:00Z,2.2758", "2025-01-16T14:30Z,0.141"];

  it.each([
    ["W", 2.2758, 0.141],
    ["kW", 2275.8, 141],
    ["kWh", 4551.6, 282],
  ] as const)("makes W of %s", async (unit, first, second) => {
    expect(await steps(lines, { unit })).toEqual([[first], [second]]);
  });

  it("cannot make W of kWh where one row does not tell the interval", async () => {
    await expect(open(lines.slice(0, 2), { unit: "kWh" })).rejects.toThrow("does not tell");
  });
});

describe("timestamps", () => {
  it.each([
    ["iso", "2025-01-16T14:00Z"],
    ["iso", "2025-01-16 15:00:00.000+01:00"],
    ["iso", "2025-01-16T09:30:00-0430"],
    ["iso", "2025-01-17T00:00+10"],
    ["unix-s", "1737036000"],
    ["unix-s", "1737036000.0"],
    ["unix-ms", "1737036000000"],
  ] as const)("may be %s, such as %s", async (format, text) => {
    const { firstAtMs } = await open(["time,a", `${text},1`], {
      timestamps: { column: "time", format },
    });
    expect(firstAtMs).toBe(Date.UTC(2025, 0, 16, 14));
  });

  it("are read in the declared zone when they have none, fixed or with summer time", async () => {
    const times = ["2025-07-01T12:00", "2025-07-01T13:00"];
    const first = async (timeZone: string) => (await instants(times, { timeZone }))[0];
    expect(await first("+10:00")).toBe("2025-07-01T02:00");
    expect(await first("-03:30")).toBe("2025-07-01T15:30");
    expect(await first("UTC")).toBe("2025-07-01T12:00");
    expect(await first("Europe/Copenhagen")).toBe("2025-07-01T10:00");
  });

  it("come twice in the hour in which the clocks are put back, in their order", async () => {
    const timeZone = "Europe/Copenhagen";
    const local = ["01:30", "02:00", "02:30", "02:00", "02:30", "03:00"];
    const times = local.map((time) => `2025-10-26T${time}`);
    expect(await instants(times, { timeZone })).toEqual([
      "2025-10-25T23:30",
      "2025-10-26T00:00",
      "2025-10-26T00:30",
      "2025-10-26T01:00",
      "2025-10-26T01:30",
      "2025-10-26T02:00",
    ]);
  });

  it("have no gap where the clocks are put forward", async () => {
    const times = ["2025-03-30T01:00", "2025-03-30T01:30", "2025-03-30T03:00", "2025-03-30T03:30"];
    expect(await instants(times, { timeZone: "Europe/Copenhagen" })).toHaveLength(4);
  });

  it("agree with the zone's own clock for every half hour of a year", async () => {
    const zones = ["Europe/Copenhagen", "Australia/Lord_Howe", "America/St_Johns"];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...zones), fc.nat(364), async (timeZone, day) => {
        const format = new Intl.DateTimeFormat("sv-SE", {
          timeZone,
          dateStyle: "short",
          timeStyle: "short",
        });
        const wanted = Array.from({ length: 96 }, (_, half) =>
          Date.UTC(2025, 0, 1 + day, 0, half * 30),
        );
        const times = wanted.map((atMs) => format.format(atMs).replace(" ", "T"));
        expect(await instants(times, { timeZone })).toEqual(
          wanted.map((atMs) => new Date(atMs).toISOString().slice(0, 16)),
        );
      }),
      {
        numRuns: 60,
        examples: [
          ["Europe/Copenhagen", 297],
          ["Australia/Lord_Howe", 94],
        ],
      },
    );
  });
});

describe("a malformed CSV", () => {
  const at = "2025-01-16T14:00Z";
  it.each<[string, readonly string[], Partial<CsvReplayOptions>, string]>([
    [
      "a text for a power",
      ["time,a", `${at},1.2.3`],
      {},
      'line 2, column "a": "1.2.3" is not a number',
    ],
    ["a decimal comma", ["time;a", `${at};1,5`], { delimiter: ";" }, "with a decimal point"],
    ["NaN", ["time,a", `${at},NaN`], {}, '"NaN" is not a number'],
    ["a power beyond all numbers", ["time,a", `${at},1e999`], {}, '"1e999" is not a number'],
    ["a line too short", ["time,a,b", `${at},1`], {}, "line 2: has 2 cells, the header has 3"],
    ["a line too long", ["time,a", `${at},1,2`], {}, "line 2: has 3 cells, the header has 2"],
    ["an unclosed quote", ["time,a", `${at},"1`], {}, "is not valid CSV: Quote Not Closed"],
    [
      "a missing time column",
      ["when,a", `${at},1`],
      {},
      'line 1, column "time": there is no such column; the file has "when", "a"',
    ],
    [
      "a missing ignored column",
      ["time,a", `${at},1`],
      { ignoreColumns: ["b"] },
      'column "b": there is no such',
    ],
    ["a missing power column", ["time,meter", `${at},1`], long, 'column "power": there is no such'],
    ["no meter", ["time", at], {}, "has no column of a meter"],
    ["a column without a name", ["time,", `${at},1`], {}, "column 2 does not name a meter"],
    [
      "a load twice",
      ["time,a,a/load_0", `${at},1,2`],
      {},
      'names load load_0 of meter "a" a second time',
    ],
    [
      "a row without a meter",
      ["time,meter,power", `${at},,1`],
      long,
      'line 2, column "meter": is empty',
    ],
    ["a time without a zone", ["time,a", "2025-01-16T14:00,1"], {}, "declare `timeZone`"],
    [
      "a day that is not",
      ["time,a", "2025-02-29T14:00Z,1"],
      {},
      'line 2, column "time": "2025-02-29T14:00Z" is not an ISO 8601',
    ],
    ["an hour that is not", ["time,a", "2025-02-28T24:00Z,1"], {}, "is not an ISO 8601"],
    [
      "an hour that the clocks skip",
      ["time,a", "2025-03-30T02:30,1"],
      { timeZone: "Europe/Copenhagen" },
      "never was in Europe/Copenhagen",
    ],
    [
      "a number that is no time",
      ["time,a", "x,1"],
      { timestamps: { column: "time", format: "unix-s" } },
      '"x" is not a unix-s number',
    ],
    [
      "milliseconds as seconds",
      ["time,a", "1737036000000,1"],
      { timestamps: { column: "time", format: "unix-s" } },
      "is past the year 9999 as unix-s",
    ],
    [
      "a time twice",
      ["time,a", `${at},1`, "2025-01-16T15:00+01:00,1"],
      {},
      'line 3, column "time": "2025-01-16T15:00+01:00" is the same instant as the row before',
    ],
    [
      "a local time twice",
      ["time,a", "2025-07-01T14:00,1", "2025-07-01T14:00,1"],
      { timeZone: "Europe/Copenhagen" },
      'line 3, column "time": "2025-07-01T14:00" is the same instant as the row before',
    ],
    [
      "times out of order",
      ["time,a", `${at},1`, "2025-01-16T13:00Z,1"],
      {},
      "is earlier than the row before; sort the rows",
    ],
    [
      "a time twice in a series",
      ["time,meter,power", `${at},m,1`, `${at},n,1`, `${at},m,1`],
      long,
      "line 4",
    ],
    [
      "a time off the step",
      ["time,a", `${at},1`, "2025-01-16T15:00Z,1", "2025-01-16T16:00Z,1", "2025-01-16T16:20Z,1"],
      {},
      'line 5, column "a": "2025-01-16T16:20:00.000Z" is not on the file\'s step of 3600000 ms',
    ],
    [
      "a span that fills the memory",
      ["time,a", "0,1", "1,1", "200000000,1"],
      { timestamps: { column: "time", format: "unix-s" } },
      "more than fit in memory",
    ],
    ["a header alone", ["time,a"], {}, "has a header, but no row"],
    ["an empty file", [], {}, "is empty"],
  ])("with %s is refused with file, line and column", async (_, lines, options, message) => {
    const error = await open(lines, options).catch((caught: unknown) => caught);
    expect(error).toSatisfy(isReplayFormatError);
    expect((error as Error).message).toContain(`replay file ${join(folder, "meters.csv")}`);
    expect((error as Error).message).toContain(message);
    expect((error as Error).message).not.toContain("\n");
  });

  it("tells line, column and value apart for a program", async () => {
    const error = await open(["time,a", `${at},x`]).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: "REPLAY_FORMAT", line: 2, column: "a", value: "x" });
  });
});

describe("options that cannot be used", () => {
  const lines = ["time,a", "2025-01-16T14:00Z,1"];
  it.each<[string, Partial<Record<keyof CsvReplayOptions, unknown>>, string]>([
    ["layout", { layout: "tall" }, "use wide or long"],
    ["unit", { unit: "MW" }, "use W, kW or kWh"],
    ["delimiter", { delimiter: "" }, "one character"],
    ["format", { timestamps: { column: "time", format: "excel" } }, "use iso, unix-s or unix-ms"],
    ["zone", { timeZone: "Mars/Olympus" }, "give an IANA name"],
    ["step", { timestamps: { startAtMs: 0, stepMs: 0 } }, "timestamps.stepMs 0 is not valid"],
    ["start", { timestamps: { startAtMs: none, stepMs: 1 } }, "timestamps.startAtMs NaN"],
    ["reported time", { reportTimestamps: "then" }, 'use "now" or "recorded"'],
  ])("are refused: %s", async (_, options, message) => {
    const opening = open(lines, options as Partial<CsvReplayOptions>);
    await expect(opening).rejects.toThrow(InvalidValueError);
    await expect(opening).rejects.toThrow(message);
  });
});

it("says that a file cannot be read", async () => {
  const opening = openCsvReplay(join(folder, "none.csv"), wide);
  await expect(opening).rejects.toSatisfy(isReplayFileError);
  await expect(opening).rejects.toThrow("none.csv cannot be read (ENOENT): check the path");
  await expect(openCsvReplay(folder, wide)).rejects.toThrow("(EISDIR)");
});

it("stops reading when it is aborted", async () => {
  const controller = new AbortController();
  const path = writeCsv(
    folder,
    ["a", ...Array.from({ length: 200_000 }, (_, row) => `${row}`)],
    "large.csv",
  );
  const { signal } = controller;
  const timestamps = { startAtMs: 0, stepMs: 1000 };
  const opening = openCsvReplay(path, { ...wide, timestamps, signal });
  controller.abort(new Error("stopped"));
  await expect(opening).rejects.toThrow("stopped");
});

describe("replayFleet", () => {
  it("makes an approved resource of each meter, with ids that stay the same", async () => {
    const replay = await open([
      "time,home_1/load_0,home_1/load_3,home_2",
      "2025-01-16T14:00Z,1,,3",
    ]);
    const fleet = replayFleet(replay, { venId: "Replay" });
    expect(fleet).toEqual(replayFleet(replay, { venId: "Replay" }));
    expect(fleet.vens).toEqual([{ venId: "Replay" }]);
    expect(fleet.resources).toMatchObject([
      {
        name: "home_1",
        status: "APPROVED",
        loads: [
          { loadId: "load_0", ratedPowerW: 1 },
          { loadId: "load_3", ratedPowerW: 1 },
        ],
      },
      { name: "home_2", status: "APPROVED", loads: [{ loadId: "load_0", ratedPowerW: 3 }] },
    ]);
    for (const { resourceId, meterPointId } of fleet.resources) {
      expect(resourceId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      expect(MeterPointId(meterPointId)).toHaveLength(18);
    }
  });

  it("keeps a meter id that is a UUID or a GSRN as the id that it is", async () => {
    const uuid = "5249eada-69af-432d-99a5-98f9c89f9aa6";
    const gsrn = "571313174000000011";
    const replay = await open([`time,${uuid},${gsrn}`, "2025-01-16T14:00Z,1,2"]);
    expect(replayFleet(replay, { venId: "Replay" }).resources).toMatchObject([
      { resourceId: uuid },
      { meterPointId: gsrn },
    ]);
  });
});
