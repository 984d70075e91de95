import {
  decodeFlatReport,
  decodeReport,
  encodeFlatReports,
  encodeReports,
  MEASURED_QUANTITIES,
  type MeasuredQuantity,
  OPENADR_VERSIONS,
} from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toLargerUnit, toSmallerUnit } from "../../src/reports/convert-units.ts";
import { powerReading } from "../support/measurements.ts";

/** Any number as people and meters write it: up to 15 digits, with the point anywhere. */
const decimal = fc
  .tuple(fc.integer({ min: -999_999_999_999_999, max: 999_999_999_999_999 }), fc.nat(12))
  .map(([digits, places]) => Number(`${digits}e-${places}`) + 0);

describe("the conversion of units", () => {
  it.each([
    [63.7, 1_000, 0.0637],
    [57, 100, 0.57],
    [1.005, 1_000, 0.001005],
    [1_234, 1_000, 1.234],
    [-0.1, 1_000, -0.0001],
  ])("turns %s at %s per unit into %s, and back", (value, perUnit, converted) => {
    expect(toLargerUnit(value, perUnit)).toBe(converted);
    expect(toSmallerUnit(converted, perUnit)).toBe(value);
  });

  it("gives back every number of up to 15 digits as it was, and moves its point alone", () => {
    fc.assert(
      fc.property(decimal, fc.constantFrom(100, 1_000), (value, perUnit) => {
        const converted = toLargerUnit(value, perUnit);
        expect(converted).toBe(shift(value, -Math.log10(perUnit)));
        expect(toSmallerUnit(converted, perUnit)).toBe(value);
      }),
    );
  });

  it("leaves a unit that is the same as it is, digit by digit", () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        expect(toSmallerUnit(toLargerUnit(value, 1), 1)).toBe(value);
      }),
    );
  });

  const quantities = Object.keys(MEASURED_QUANTITIES) as MeasuredQuantity[];

  it.each(quantities)("brings %s through reports of each format unchanged", (quantity) => {
    const value = fc.integer({ min: 0, max: 1_000_000 }).map((digits) => digits / 10_000);
    fc.assert(
      fc.property(value, (measured) => {
        const measurements = [{ ...powerReading, quantity, value: measured }];
        const said = { programID: "prg-1", eventID: "evt-1", clientName: "Herning" };
        const decoded = OPENADR_VERSIONS.map((version) =>
          encodeReports(version, said, measurements).reports.map(
            (report) => decodeReport(version, report).measurements[0]?.value,
          ),
        );
        const flat = encodeFlatReports({ venName: "Herning", vtnVenId: "v-1" }, measurements);
        const read = flat.reports.map((report) => decodeFlatReport(report).measurements[0]?.value);
        expect([...decoded, read]).toEqual([[measured], [measured], [measured]]);
      }),
    );
  });
});

/** The number whose decimal point stands so many places further right. */
function shift(value: number, places: number): number {
  const [digits, exponent = "0"] = String(value).split("e");
  return Number(`${digits}e${Number(exponent) + places}`);
}
