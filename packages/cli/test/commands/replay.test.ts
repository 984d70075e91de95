import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { startMockVtn } from "@ven/mock-vtn";
import { describe, expect, it } from "vitest";
import { VenFolder } from "../support/test-terminal.ts";

const shared = fileURLToPath(new URL("../../../../../shared/data/", import.meta.url));
const fontana = `${shared}citylearn-2022-fontana/load_kw_hourly_17_homes.csv`;
const sgsc = `${shared}sgsc-10-homes-30min/general_supply_kwh_30min_10_homes.csv`;

describe("--replay", () => {
  it("reports 17 recorded homes without a time column, in kW", async (context) => {
    if (!existsSync(fontana)) context.skip("../shared/data is not there");
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn();
    await folder.ven(["fleet", "seed"]);
    const run = await folder.ven([
      "report",
      ...["--vtn", vtn.vtnUrl],
      ...["--replay", fontana],
      ...["--replay-unit", "kW"],
      ...["--replay-start", "2021-07-31T23:00:00Z"],
      ...["--replay-step", "1h"],
      ...["--replay-ignore", "row,month,hour_ending,day_type,dst"],
    ]);
    expect(run).toMatchObject({ exitCode: 0, stderr: "" });
    expect(run.stdout).toContain("its own 17 meters are reported as VEN Herning");
    expect(run.stdout).toContain("Sent 17/17 reports for VEN Herning");
    // The second row of the file: the first tick moves the meters on by one step.
    const values = vtn.vtn.flat.reports.map(({ resources, intervals }) => [
      resources?.[0]?.resource_name,
      // What goes out is powerW / 1000, with the last digits that this division leaves.
      Number(intervals?.[0]?.payloads[0]?.values[0]).toFixed(9),
    ]);
    expect(Object.fromEntries(values)).toMatchObject({
      home_1: "0.851200000",
      home_2: "1.370700000",
      home_3: "0.000000000",
      home_17: "0.836300000",
    });
  });

  it("leaves out what was not recorded, and reports the recorded time", async (context) => {
    if (!existsSync(sgsc)) context.skip("../shared/data is not there");
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn();
    await folder.ven(["fleet", "seed"]);
    const run = await folder.ven([
      "report",
      ...["--vtn", vtn.vtnUrl, "--json"],
      ...["--replay", sgsc],
      ...["--replay-unit", "kWh"],
      ...["--replay-timestamp-column", "reading_datetime"],
      ...["--replay-time-zone", "+10:00"],
      ...["--replay-timestamps", "recorded"],
    ]);
    expect(JSON.parse(run.stdout)).toMatchObject({ reportCount: 1, sentCount: 1, missingCount: 9 });
    // 0.088 kWh in half an hour are 0.176 kW; 08:30 at +10:00 is 22:30 of the day before.
    expect(vtn.vtn.flat.reports).toMatchObject([
      {
        resources: [{ resource_name: "home_1" }],
        start: "2012-02-09T22:30:00",
        intervals: [{ payloads: [{ values: [0.176] }] }],
      },
    ]);
  });

  it("matches meters to the fleet by meter point, id or name, and warns of those it lacks", async () => {
    await using folder = await VenFolder.open();
    await using vtn = await startMockVtn();
    await folder.ven(["fleet", "seed"]);
    await folder.write(
      "pub.csv",
      "time,Murphy's Pub/load_0,Murphy's Pub/load_1\n2025-01-16T14:00:00Z,100,\n2025-01-16T14:15:00Z,,250\n",
    );
    const run = await folder.ven([
      "run",
      ...["--vtn", vtn.vtnUrl, "--ticks", "3", "--every", "100ms"],
      ...["--replay", "pub.csv", "--replay-unit", "W", "--replay-timestamp-column", "time"],
    ]);
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toContain("118 more like it for VEN Herning");
    const seen = vtn.vtn.flat.reports.map(
      ({ load_component, intervals }) =>
        `${load_component} ${intervals?.[0]?.payloads[0]?.values[0]}`,
    );
    expect(seen).toEqual(["load_1 0.25", "load_0 0.1", "load_1 0.25"]);
  });

  it.each([
    [["--replay", "a.csv"], "add --replay-unit"],
    [["--replay", "a.csv", "--replay-unit", "W"], "add --replay-timestamp-column"],
    [
      ["--replay", "a.csv", "--replay-unit", "W", "--replay-start", "now", "--replay-step", "1h"],
      "is no instant",
    ],
    [
      ["--replay", "a.csv", "--replay-unit", "W", "--replay-timestamp-column", "time"],
      'a.csv, line 3, column "m": "one" is not a number',
    ],
    [["--replay", "a.h5"], "a.h5"],
  ])("says in one line what is wrong with %o", async (flags, reason) => {
    await using folder = await VenFolder.open();
    await folder.ven(["fleet", "seed"]);
    await folder.write("a.csv", "time,m\n2025-01-16T14:00:00Z,1\n2025-01-16T14:15:00Z,one\n");
    await folder.write("a.h5", "no HDF5");
    const run = await folder.ven(["run", "--ticks", "1", ...flags]);
    expect(run.exitCode).toBe(65);
    expect(run.stderr.trimEnd().split("\n")).toHaveLength(1);
    expect(run.stderr).toContain(reason);
  });
});
