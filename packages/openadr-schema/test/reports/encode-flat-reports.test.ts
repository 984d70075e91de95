import { encodeFlatReports, flatReportSchema, type ReportWarningKind } from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyMeasurement, powerReading } from "../support/measurements.ts";

const envelope = { venName: "Herning", vtnVenId: "ven-1" } as const;

describe("encodeFlatReports", () => {
  it("makes one report of each measurement that the schema accepts, or names it as left out", () => {
    const leavesOut: readonly ReportWarningKind[] = [
      "valueNotFinite",
      "timeOutOfRange",
      "durationOutOfRange",
      "nameNotCarried",
    ];
    fc.assert(
      fc.property(fc.array(anyMeasurement, { maxLength: 8 }), (measurements) => {
        const { reports, warnings } = encodeFlatReports(envelope, measurements);
        for (const report of reports) {
          expect(flatReportSchema.safeParse(report).error).toBeUndefined();
        }
        const leftOut = warnings.filter(({ kind }) => leavesOut.includes(kind));
        expect(reports.length + leftOut.length).toBe(measurements.length);
      }),
    );
  });

  it("counts in kW, kWh, V, Hz and per cent", () => {
    const { reports } = encodeFlatReports(
      envelope,
      (["power", "energy", "voltage", "frequency", "stateOfCharge"] as const).map((quantity) => ({
        ...powerReading,
        quantity,
        value: 50,
      })),
    );
    expect(
      reports.map((report) => [report.reading_type, report.intervals?.[0]?.payloads[0]?.values[0]]),
    ).toEqual([
      ["power", 0.05],
      ["energy", 0.05],
      ["voltage", 50],
      ["frequency", 50],
      ["state_of_charge", 50],
    ]);
  });

  it("leaves out the duration where it is not said, and writes it where it is", () => {
    const { durationMs: _, ...unsaid } = powerReading;
    const { reports } = encodeFlatReports(envelope, [unsaid, { ...unsaid, durationMs: 5_400_000 }]);
    expect(reports.map(({ duration }) => duration)).toEqual([undefined, "PT1H30M"]);
  });

  it.each([-5_400_000, Number.NaN, Infinity])(
    "leaves out what lasts %s ms, naming the place, and reports the others",
    (durationMs) => {
      const { reports, warnings } = encodeFlatReports(envelope, [
        powerReading,
        { ...powerReading, durationMs },
      ]);
      expect(reports).toHaveLength(1);
      expect(warnings).toEqual([
        { kind: "durationOutOfRange", path: "measurements[1]", detail: String(durationMs) },
      ]);
    },
  );

  it.each(["OK", "BAD"] as const)("says that the quality %s is dropped", (quality) => {
    const { warnings } = encodeFlatReports(envelope, [{ ...powerReading, quality }]);
    expect(warnings.map(({ kind }) => kind)).toEqual(["qualityNotCarried"]);
  });

  it("names what the dialect drops", () => {
    const { warnings } = encodeFlatReports(envelope, [
      {
        ...powerReading,
        startAtMs: powerReading.startAtMs + 1,
        readingType: "MEAN",
        quality: "BAD",
      },
    ]);
    expect(warnings.map(({ kind }) => kind)).toEqual([
      "startCut",
      "readingTypeNotCarried",
      "qualityNotCarried",
    ]);
  });
});
