import {
  decodeFlatReport,
  encodeFlatReports,
  encodeReports,
  type FlatReport,
  type ReportWarningKind,
} from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyMeasurement, powerReading } from "../support/measurements.ts";

const envelope = { venName: "Herning", vtnVenId: "ven-1", programId: "prg-1" } as const;

function flatReport(): FlatReport {
  const [report] = encodeFlatReports(envelope, [powerReading]).reports;
  if (report === undefined) throw new Error("the reading has no report");
  return report;
}

describe("decodeFlatReport", () => {
  it("reads back what encodeFlatReports wrote, to the second", () => {
    fc.assert(
      fc.property(anyMeasurement, (measurement) => {
        const { reports } = encodeFlatReports(envelope, [measurement]);
        for (const report of reports) {
          const { measurements, warnings } = decodeFlatReport(report);
          expect(warnings).toEqual([]);
          const { readingType: _, quality: __, value, ...rest } = measurement;
          const startAtMs = Math.floor(measurement.startAtMs / 1_000) * 1_000;
          const [first] = measurements;
          const back = first?.value ?? Number.NaN;
          expect(Math.abs(back - value)).toBeLessThanOrEqual(Math.abs(value) * 1e-12 + 1e-300);
          expect(measurements).toEqual([{ ...rest, startAtMs, value: back }]);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives what encodeReports needs to say the same in 3.1.0", () => {
    const { measurements } = decodeFlatReport(flatReport());
    const { reports, warnings } = encodeReports(
      "3.1.0",
      { eventID: "evt-1", clientName: "Client_Herning" },
      measurements,
    );
    expect(warnings).toEqual([]);
    expect(reports[0]?.resources[0]).toEqual({
      resourceName: "Murphy's Pub/load_0",
      intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "PT0S" },
      intervals: [{ id: 0, payloads: [{ type: "READING", values: [1.234] }] }],
    });
  });

  it("lets the intervals follow one another", () => {
    const payloads = [{ type: "USAGE", values: [1] }];
    const report = {
      ...flatReport(),
      duration: "PT1H",
      intervals: [
        { id: 0, payloads },
        { id: 1, payloads },
      ],
    };
    const starts = decodeFlatReport(report).measurements.map(({ startAtMs }) => startAtMs);
    expect(starts).toEqual([powerReading.startAtMs, powerReading.startAtMs + 3_600_000]);
  });

  it("counts months on the calendar", () => {
    const intervals = [0, 1].map((id) => ({ id, payloads: [{ type: "USAGE", values: [1] }] }));
    const report = { ...flatReport(), start: "2026-02-01T00:00:00", duration: "P1M", intervals };
    expect(decodeFlatReport(report).measurements).toMatchObject([
      { startAtMs: Date.UTC(2026, 1, 1), durationMs: 28 * 86_400_000 },
      { startAtMs: Date.UTC(2026, 2, 1), durationMs: 31 * 86_400_000 },
    ]);
  });

  it("begins no interval behind one that never ends", () => {
    const payloads = [{ type: "USAGE", values: [1] }];
    const intervals = [0, 1, 2].map((id) => ({ id, payloads }));
    const report = { ...flatReport(), duration: "P9999Y", intervals };
    const { measurements, warnings } = decodeFlatReport(report);
    expect(measurements.map(({ startAtMs }) => startAtMs)).toEqual([powerReading.startAtMs]);
    expect(warnings.map(({ kind, path }) => [kind, path])).toEqual([
      ["endless", "duration"],
      ["noStart", "intervals[1]"],
      ["noStart", "intervals[2]"],
    ]);
  });

  it.each<[ReportWarningKind, string, Partial<FlatReport>]>([
    ["nameNotCarried", "resources", { resources: [] }],
    [
      "nameNotCarried",
      "resources",
      { resources: [{ resource_name: "A" }, { resource_name: "B" }] },
    ],
    ["noStart", "start", { start: "" }],
    ["noStart", "start", { start: "2026-13-01T00:00:00" }],
    [
      "valueNotOne",
      "intervals[0].payloads[0]",
      { intervals: [{ id: 0, payloads: [{ type: "USAGE", values: [] }] }] },
    ],
    [
      "valueNotFinite",
      "intervals[0].payloads[0]",
      { intervals: [{ id: 0, payloads: [{ type: "USAGE", values: [1e308] }] }] },
    ],
    ["noStart", "start", { duration: "-PT1H" }],
  ])("leaves out with the warning %s at %s what has no place", (kind, path, change) => {
    const { measurements, warnings } = decodeFlatReport({ ...flatReport(), ...change });
    expect(measurements).toEqual([]);
    expect(warnings).toEqual([{ kind, path, detail: expect.any(String) }]);
  });
});
