import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { openCsvReplay, openHdf5Replay, openParquetReplay } from "@ven/simulator/replay";
import { describe, expect, it } from "vitest";
import { VenFolder } from "../support/test-terminal.ts";

const load = (loadId: string, kind: string, powerW: number) =>
  ({ loadId, kind, ratedPowerW: 5_000, model: { model: "constant", powerW } }) as const;

/** Three homes that draw 1,000 W each, and export 250 W. */
const fleet = JSON.stringify({
  name: "street",
  sites: {
    home: {
      resourceType: "home",
      loads: [load("load_0", "appliances", 1_000), load("load_1", "solar", -250)],
    },
  },
  vens: [
    { venId: "Street", resources: [{ resourceId: "h{n}", name: "H {n}", site: "home", count: 3 }] },
  ],
});

const day = ["--fleet", "street.json", "--from", "2025-01-06"];
const table = { unit: "W", timestamps: { column: "timestamp", format: "iso" } } as const;

async function street(): Promise<VenFolder> {
  const folder = await VenFolder.open();
  await folder.write("street.json", fleet);
  return folder;
}

describe("ven simulate", () => {
  it("writes a day of the fleet's own time zone to CSV, Parquet and HDF5", async () => {
    await using folder = await street();
    const path = (name: string) => join(folder.path, name);
    for (const name of ["x.csv", "x.parquet", "x.h5"]) {
      const run = await folder.ven(["simulate", ...day, "--out", name, "--json"]);
      expect(run).toMatchObject({ exitCode: 0, stderr: "" });
      const { durationMs, ...summary } = JSON.parse(run.stdout);
      expect(durationMs).toBeGreaterThanOrEqual(0);
      expect(summary).toEqual({
        schema: "ven.simulation/1",
        fleet: "street",
        seed: "ven",
        from: "2025-01-05T23:00:00.000Z",
        to: "2025-01-06T23:00:00.000Z",
        stepMs: 900_000,
        power: "mean",
        resourceCount: 3,
        loadCount: 6,
        readingCount: 576,
        missingCount: 0,
        importWh: 72_000,
        exportWh: 18_000,
        peakPowerW: 2_250,
        peakAt: "2025-01-05T23:00:00.000Z",
        file: name,
        byteCount: (await stat(path(name))).size,
      });
    }
    const replays = [
      await openCsvReplay(path("x.csv"), { ...table, layout: "long" }),
      await openParquetReplay(path("x.parquet"), { ...table, layout: "long" }),
      await openHdf5Replay(path("x.h5")),
    ];
    for (const replay of replays) {
      expect(replay).toMatchObject({
        stepCount: 96,
        stepMs: 900_000,
        meterIds: ["h1", "h2", "h3"],
      });
      expect(new Set(replay.powersW("h3", "load_1"))).toEqual(new Set([-250]));
    }
  });

  it("writes what it would draw, in the wide layout, at instants of your choice", async () => {
    await using folder = await street();
    const run = await folder.ven([
      ...["simulate", "--fleet", "street.json", "--layout", "wide", "--power", "instant"],
      ...["--from", "2025-03-30T01:30", "--to", "2025-03-30T01:00:00Z", "--step", "10m"],
      ...["--out", "x.csv"],
    ]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain("street: 18 readings of 6 loads, 0 missing");
    expect((await readFile(join(folder.path, "x.csv"), "utf8")).split("\n")).toEqual([
      "timestamp,h1/load_0,h1/load_1,h2/load_0,h2/load_1,h3/load_0,h3/load_1",
      "2025-03-30T00:30:00.000Z,1000,-250,1000,-250,1000,-250",
      "2025-03-30T00:40:00.000Z,1000,-250,1000,-250,1000,-250",
      "2025-03-30T00:50:00.000Z,1000,-250,1000,-250,1000,-250",
      "",
    ]);
  });

  it("draws the fleet where nothing is written: 23 hours on the day that clocks go forward", async () => {
    await using folder = await street();
    const run = await folder.ven(["simulate", "--fleet", "street.json", "--from", "2025-03-30"]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain("street, Sun 30 Mar 2025");
    expect(run.stdout).toMatch(/█ appliances 69\.0 kWh {3}▓ solar -17\.3 kWh/);
    expect(run.stdout).not.toContain("\u001b[");
  });

  it("paints in a terminal, unless NO_COLOR is set, and shows a bar while it writes", async () => {
    await using folder = await street();
    const args = ["simulate", ...day, "--plot", "--out", "x.csv"];
    const watched = await folder.ven(args, { isTTY: true });
    expect(watched.stdout).toContain("\u001b[34m█");
    expect(watched.stderr).toContain("576/576 readings");
    const plain = await folder.ven(args, { isTTY: true, environment: { NO_COLOR: "1" } });
    expect(plain.stdout).not.toContain("\u001b[");
    const piped = await folder.ven(args);
    expect(piped.stderr).toBe("");
  });

  it("draws an SVG that is the same each time", async () => {
    await using folder = await street();
    const drawn = async () => {
      const run = await folder.ven(["simulate", ...day, "--plot", "out.svg"]);
      expect(run).toMatchObject({ exitCode: 0, stderr: "" });
      expect(run.stdout).toContain("Drawn in out.svg");
      return readFile(join(folder.path, "out.svg"), "utf8");
    };
    const first = await drawn();
    expect(first).toMatch(/^<svg .*<\/svg>\n$/s);
    expect(await drawn()).toBe(first);
  });

  it("plays recorded data in loads whose model is replay", async () => {
    await using folder = await VenFolder.open();
    const model = { model: "replay", recording: "replay", meterId: "a", scale: 2 };
    const played = { loadId: "load_0", kind: "plugs", ratedPowerW: 1, model };
    const sites = { home: { resourceType: "home", loads: [played] } };
    const resources = [{ resourceId: "h", name: "H", site: "home" }];
    const spec = { name: "played", timeZone: "UTC", sites, vens: [{ venId: "V", resources }] };
    await folder.write("played.json", JSON.stringify(spec));
    await folder.write("a.csv", "at,a\n2025-01-06T00:00Z,100\n2025-01-06T01:00Z,300\n");
    const replay = ["--replay", "a.csv", "--replay-unit", "W", "--replay-timestamp-column", "at"];
    const args = ["simulate", "--fleet", "played.json", "--from", "2025-01-06", "--json"];
    const run = await folder.ven([...args, ...replay]);
    expect(JSON.parse(run.stdout)).toMatchObject({ importWh: 24 * 400, peakPowerW: 600 });
    const without = await folder.ven(args.slice(0, -1));
    expect(without.exitCode).toBe(65);
    expect(without.stderr).toContain(
      'fleet.sites.home.loads[0].model.recording is "replay", but no file is given: add --replay',
    );
    const demo = ["demo", "--fleet", "played.json", "--ticks", "1", "--log-level", "debug"];
    expect((await folder.ven(demo)).stderr).toContain("add --replay <file>");
    const reported = await folder.ven([...demo, ...replay]);
    expect(reported.exitCode).toBe(0);
    expect(reported.stdout).toMatch(/meter data for H \(load_0\): [26]00\.00W/);
    const unplayed = await folder.ven([...args.with(2, "one-pub"), ...replay]);
    expect(unplayed).toMatchObject({ exitCode: 65, stdout: "" });
    expect(unplayed.stderr).toContain(
      "no load of --fleet one-pub plays a.csv: give one model: { model: replay, recording: replay }",
    );
  });

  it("names the recording that there is, where a part of a load plays another", async () => {
    await using folder = await street();
    const spec = JSON.parse(fleet);
    const part = { model: { model: "replay", recording: "homes" } };
    spec.sites.home.loads[1].model = { model: "sum", parts: [part] };
    await folder.write("street.json", JSON.stringify(spec));
    const run = await folder.ven(["simulate", ...day]);
    expect(run.exitCode).toBe(65);
    expect(run.stderr).toContain(
      'fleet.sites.home.loads[1].model.parts[0].model.recording "homes" is not known',
    );
  });

  it("plays a recording's own meters from its first instant where no fleet is named", async () => {
    await using folder = await VenFolder.open();
    await folder.write("a.csv", "at,a,b\n2024-01-06T06:00Z,100,0\n2024-01-06T07:00Z,300,-50\n");
    const run = await folder.ven([
      ...["simulate", "--replay", "a.csv", "--replay-unit", "W", "--replay-timestamp-column", "at"],
      ...["--to", "2024-01-06T08:00", "--step", "1h", "--layout", "wide", "--out", "b.csv"],
    ]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain("The 2 meters of a.csv play what was recorded of them");
    expect(await readFile(join(folder.path, "b.csv"), "utf8")).toBe(
      "timestamp,a/load_0,b/load_0\n2024-01-06T06:00:00.000Z,100,0\n2024-01-06T07:00:00.000Z,300,-50\n",
    );
  });

  it("cuts the last step where the range ends", async () => {
    await using folder = await street();
    for (const step of ["36h", "17h", "1d"]) {
      const run = await folder.ven(["simulate", ...day, "--step", step, "--json"]);
      expect(JSON.parse(run.stdout)).toMatchObject({ importWh: 72_000, exportWh: 18_000 });
    }
    const pub = ["simulate", "--fleet", "one-pub", "--from", "2025-01-06", "--json"];
    const energies = ["1d", "15m", "7h", "36h"].map(async (step) => {
      const run = await folder.ven([...pub, "--step", step]);
      return Math.round(JSON.parse(run.stdout).importWh / 10);
    });
    expect(new Set(await Promise.all(energies)).size).toBe(1);
    const drawn = await folder.ven(["simulate", ...day, "--step", "17h"]);
    expect(drawn.stdout).toContain("appliances 72.0 kWh");
    expect(drawn.stdout).toContain("highest 2.25 kW at 2025-01-06 00:00 Europe/Copenhagen");
  });

  it("has the holidays of the country that a fleet names", async () => {
    await using folder = await VenFolder.open();
    const dayOf = async (from: string) => {
      const run = await folder.ven(["simulate", "--fleet", "f.json", "--from", from, "--json"]);
      expect(run.stderr).toBe("");
      return JSON.parse(run.stdout).importWh;
    };
    const rhythm = {
      model: "profile",
      values: [...new Array(144).fill(100), ...new Array(24).fill(0)],
    };
    const spec = JSON.parse(fleet);
    spec.sites.home.loads = [{ loadId: "load_0", kind: "plugs", ratedPowerW: 1, model: rhythm }];
    await folder.write("f.json", JSON.stringify(spec));
    expect(await dayOf("2025-04-18")).toBeGreaterThan(0);
    await folder.write("f.json", JSON.stringify({ ...spec, holidays: "DK" }));
    expect(await dayOf("2025-04-18")).toBe(0);
  });

  it("says which command lies outside of what is simulated", async () => {
    await using folder = await street();
    const command = (start: string, end?: string) => ({
      action: { kind: "shed", level: 1 },
      start,
      end,
    });
    const commands = [
      command("2025-01-05", "2025-01-06"),
      command("2025-01-05", "2025-01-07"),
      command("2025-01-07"),
    ];
    await folder.write("commands.json", JSON.stringify(commands));
    const run = await folder.ven(["simulate", ...day, "--commands", "commands.json", "--json"]);
    expect(run.exitCode).toBe(0);
    expect(run.stderr.match(/The command \[\d\] of commands.json lies wholly outside/g)).toEqual([
      "The command [0] of commands.json lies wholly outside",
      "The command [2] of commands.json lies wholly outside",
    ]);
  });

  it("adds up more instants than a plot can tell apart", async () => {
    await using folder = await street();
    const minutes = ["--to", "2025-01-11", "--step", "1m", "--plot", "out.svg", "--json"];
    const run = await folder.ven(["simulate", ...day, ...minutes]);
    expect(JSON.parse(run.stdout)).toMatchObject({
      readingCount: 5 * 1_440 * 6,
      importWh: 5 * 72_000,
      exportWh: 5 * 18_000,
      peakPowerW: 2_250,
    });
    const svg = await readFile(join(folder.path, "out.svg"), "utf8");
    expect(svg).toContain(">270 kWh</text>");
    // Until the last instant, as all is drawn.
    expect(svg).toMatch(/H920"[^>]*class="s-line"/);
  });

  it("shows what commands do, beside what would have been without them", async () => {
    await using folder = await VenFolder.open();
    await folder.write(
      "commands.json",
      JSON.stringify([
        {
          action: { kind: "powerLimit", limitW: 0 },
          start: "2025-01-08T18:00",
          end: "2025-01-08T21:00",
          targets: { kinds: ["ev-charging"] },
        },
      ]),
    );
    const args = ["simulate", "--fleet", "ev-street", "--from", "2025-01-08T18:00"];
    const evening = [...args, "--to", "2025-01-08T20:00", "--commands", "commands.json"];
    const run = await folder.ven([...evening, "--json", "--plot", "ev.svg"]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    const { importWh, counterfactual } = JSON.parse(run.stdout);
    expect(importWh).toBeLessThan(0.8 * counterfactual.importWh);
    const usual = await folder.ven([...args, "--to", "2025-01-08T20:00", "--json"]);
    expect(JSON.parse(usual.stdout).importWh).toBe(counterfactual.importWh);
    const svg = await readFile(join(folder.path, "ev.svg"), "utf8");
    expect(svg).toContain(">powerLimit</text>");
    expect(svg).toContain(">without commands</text>");
    expect((await folder.ven(evening)).stdout).toContain("Without the commands: ");
  });

  it("gives another seed other readings, and the same seed the same", async () => {
    await using folder = await VenFolder.open();
    const imports = async (seed: string) => {
      const args = ["--fleet", "one-pub", "--from", "2025-01-06", "--seed", seed, "--json"];
      return JSON.parse((await folder.ven(["simulate", ...args])).stdout).importWh;
    };
    const first = await imports("one");
    expect(await imports("one")).toBe(first);
    expect(await imports("two")).not.toBe(first);
  });

  it("leaves nothing half-written where Ctrl-C stops it", async () => {
    await using folder = await street();
    const year = ["--from", "2025-01-01", "--to", "2026-01-01", "--step", "10s"];
    const running = folder.ven(["simulate", "--fleet", "street.json", ...year, "--out", "x.csv"]);
    while (!(await readdir(folder.path)).some((name) => name.startsWith(".x.csv-"))) {
      await new Promise((resume) => setImmediate(resume));
    }
    folder.interrupt();
    const run = await running;
    expect(run).toMatchObject({ exitCode: 130, stdout: "" });
    expect(run.stderr).toContain("Stopped: nothing was written.");
    expect(await readdir(folder.path)).toEqual(["street.json"]);
  });

  it.each([
    [["--fleet", "hernin-120"], "no preset, did you mean herning-120?"],
    [["--fleet", "wrong.json"], "wrong.json, line 1: fleet.sites"],
    [["--fleet", "street.json", "--from", "soon"], "--from soon is no instant: write 2025-01-06"],
    [["--fleet", "street.json", "--from", "2025-02-30"], "is no instant"],
    [["--fleet", "street.json", "--from", "2026-13-45"], "--from 2026-13-45 is no instant"],
    [[...day, "--to", "2025-01-06"], "--to 2025-01-06 is not after --from 2025-01-06 (in Europe/"],
    [["--fleet", "street.json", "--to", "2025-01-06"], "not after --from today, 2"],
    [[...day, "--step", "fast"], "interval"],
    [[...day, "--out", "x.json"], "let it end in .csv, .parquet, .h5 or .hdf5"],
    [[...day, "--out", "none/x.csv"], "x.csv cannot be written (ENOENT)"],
    [[...day, "--commands", "none.json"], "the commands file none.json cannot be read"],
    [[...day, "--commands", "street.json"], "the commands file street.json is wrong at"],
    [[...day, "--commands", "late.json"], "late.json, [0].start noon is no instant"],
    [
      [...day, "--commands", "odd.json"],
      'odd.json, [0]: command action "stop" is not valid: give an object with the kind shed',
    ],
    [
      [...day, "--commands", "key.json"],
      "key.json, [1]: command action.levle 1 is not valid: there is no such key: did you mean level?",
    ],
    [
      [...day, "--commands", "one.json"],
      "one.json is wrong at its top: it is no list, put [ before",
    ],
    [
      [...day, "--commands", "end.json"],
      "end.json, [0]: end 2025-01-06T17:00 is not after start 2025-01-06T19:00",
    ],
    [[...day, "--commands", "hot.json"], "hot.json, [0]: command offsetK 90"],
    [[...day, "--out", "a.h5", "--layout", "wide"], "--layout wide is of CSV and Parquet"],
    [[...day, "--out", "x.csv/"], "let it end in .csv"],
  ])("says in one line what is wrong with %o", async (flags, reason) => {
    await using folder = await street();
    await folder.write("wrong.json", JSON.stringify({ ...JSON.parse(fleet), sites: 1 }));
    await folder.write("late.json", '[{"action":{"kind":"shed","level":1},"start":"noon"}]');
    await folder.write("odd.json", '[{"action":{"kind":"stop"},"start":0}]');
    const shed = { action: { kind: "shed", level: 1 }, start: 0 };
    const odd = { action: { kind: "shed", levle: 1 }, start: 0 };
    await folder.write("key.json", JSON.stringify([shed, odd]));
    await folder.write("one.json", JSON.stringify(shed));
    const ends = { ...shed, start: "2025-01-06T19:00", end: "2025-01-06T17:00" };
    await folder.write("end.json", JSON.stringify([ends]));
    const hot = { action: { kind: "setpointOffset", offsetK: 90 }, start: "2025-01-06T12:00" };
    await folder.write("hot.json", JSON.stringify([hot]));
    const run = await folder.ven(["simulate", ...flags]);
    expect(run).toMatchObject({ exitCode: 65, stdout: "" });
    expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(run.stderr).toContain(reason);
    expect(existsSync(join(folder.path, "x.csv"))).toBe(false);
  });

  it.each([
    [["--power", "peak"], "mean, instant"],
    [["--plot", "out.png"], "let the file end in .svg"],
    [["--layout", "tall"], "long, wide"],
  ])("says which choices there are for %o", async (flags, reason) => {
    await using folder = await street();
    const run = await folder.ven(["simulate", ...day, ...flags]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain(reason);
  });

  it("has help like the other commands", async () => {
    await using folder = await VenFolder.open();
    const { stdout, exitCode } = await folder.ven(["simulate", "--help"]);
    expect(exitCode).toBe(0);
    for (const flag of ["--fleet <name>", "--out <file>", "--plot [file]", "--seed <text>"]) {
      expect(stdout).toContain(flag);
    }
  });
});
