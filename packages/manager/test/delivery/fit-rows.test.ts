import { describe, expect, it } from "vitest";
import { fitRows } from "../../src/delivery/fit-rows.ts";
import { wholeReadings } from "./support/kept-readings.ts";

describe("fitRows", () => {
  it("takes out what no report can carry, and says why", () => {
    const { columns, rows } = wholeReadings(7);
    columns.powerW[1] = Number.POSITIVE_INFINITY;
    columns.powerW[2] = Number.NaN;
    columns.timestampMs[3] = Number.NaN;
    columns.timestampMs[4] = 253_402_300_800_000;
    columns.timestampMs[5] = -1;
    const fit = fitRows(columns, rows, () => new Map([[6, "its name is too long"]]));
    expect([...fit.rows]).toEqual([0]);
    expect(fit.unfit).toEqual([
      { row: 1, fault: "its power is Infinity" },
      { row: 2, fault: "its power is NaN" },
      { row: 3, fault: "its instant is NaN ms" },
      { row: 4, fault: "its instant is 253402300800000 ms" },
      { row: 5, fault: "its instant is -1 ms" },
      { row: 6, fault: "its name is too long" },
    ]);
  });

  it("gives the rows themselves where nothing is wrong", () => {
    const { columns, rows } = wholeReadings(3);
    columns.timestampMs.fill(253_402_300_799_999);
    expect(fitRows(columns, rows, undefined)).toEqual({ rows, unfit: [] });
  });
});
