import {
  decodeReport,
  encodeReports,
  type Measurement,
  OPENADR_VERSIONS,
  type ReportWarningKind,
} from "@ven/openadr-schema";
import type { ReportRequest } from "@ven/openadr-schema/3.1.0";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyMeasurement, powerReading } from "../support/measurements.ts";

const envelope = { programID: "prg-1", eventID: "evt-1", clientName: "Herning" } as const;

/** A measurement as it comes back: without what the wire leaves to its defaults. */
function returned({ resourceId: _, ...measurement }: Measurement): Measurement {
  const { readingType = "DIRECT_READ", loadId, value } = measurement;
  const slash = measurement.resourceName.lastIndexOf("/");
  const isTakenApart =
    loadId === undefined && slash > 0 && slash < measurement.resourceName.length - 1;
  return {
    ...measurement,
    readingType,
    value: value + 0,
    ...(isTakenApart
      ? {
          resourceName: measurement.resourceName.slice(0, slash),
          loadId: measurement.resourceName.slice(slash + 1),
        }
      : {}),
  };
}

function sorted(measurements: readonly Measurement[]) {
  return measurements
    .map(({ value, ...rest }) => ({ text: JSON.stringify(Object.entries(rest).sort()), value }))
    .sort((a, b) => (a.text === b.text ? a.value - b.value : a.text < b.text ? -1 : 1));
}

describe("decodeReport", () => {
  it.each(OPENADR_VERSIONS)("reads back what encodeReports wrote in %s", (version) => {
    fc.assert(
      fc.property(fc.array(anyMeasurement, { maxLength: 12 }), (measurements) => {
        const { reports, warnings } = encodeReports(version, envelope, measurements);
        const leftOut = new Set(
          warnings.filter(({ kind }) => kind !== "resourceIdNotCarried").map(({ path }) => path),
        );
        const carried = measurements.filter((_, index) => !leftOut.has(`measurements[${index}]`));
        const decoded = reports.map((report) => decodeReport(version, report));
        expect(decoded.flatMap((report) => report.warnings)).toEqual([]);
        const back = sorted(decoded.flatMap((report) => report.measurements));
        const expected = sorted(carried.map(returned));
        expect(back.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
        back.forEach(({ value }, index) => {
          const wanted = expected[index]?.value ?? Number.NaN;
          expect(Math.abs(value - wanted)).toBeLessThanOrEqual(Math.abs(wanted) * 1e-12 + 1e-300);
        });
      }),
      { numRuns: 300 },
    );
  });

  it("lets an interval without a period follow the one before, from the period of its resource", () => {
    const report = reportOf({
      intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "PT15M" },
      intervals: [
        { id: 0, payloads: [{ type: "READING", values: [1] }] },
        { id: 1, payloads: [{ type: "READING", values: [2] }] },
        {
          id: 2,
          intervalPeriod: { start: "2026-01-16T12:00:00Z" },
          payloads: [{ type: "READING", values: [3] }],
        },
      ],
    });
    expect(
      decodeReport("3.1.0", report).measurements.map(({ startAtMs, durationMs, value }) => [
        new Date(startAtMs).toISOString().slice(11, 16),
        durationMs,
        value,
      ]),
    ).toEqual([
      ["10:00", 900_000, 1_000],
      ["10:15", 900_000, 2_000],
      ["12:00", 900_000, 3_000],
    ]);
  });

  it("takes AGGREGATED_REPORT and a site without a load as they are", () => {
    const report = {
      ...reportOf({}),
      resources: [{ ...usual, resourceName: "AGGREGATED_REPORT" }],
    };
    const [measurement] = decodeReport("3.1.0", report).measurements;
    expect(measurement?.resourceName).toBe("AGGREGATED_REPORT");
    expect(measurement).not.toHaveProperty("loadId");
  });

  it.each<[ReportWarningKind, string, Partial<ReportRequest["resources"][number]>]>([
    ["noStart", "resources[0].intervals[0]", { intervalPeriod: {} }],
    ["noStart", "resources[0].intervals[0]", { intervalPeriod: { start: "0001-01-01T00:00:00Z" } }],
    ["noStart", "resources[0].intervals[0]", { intervalPeriod: { start: "yesterday" } }],
    ["payloadNotKnown", "resources[0].intervals[0].payloads[0]", interval("OWN_TYPE", [1])],
    ["payloadNotKnown", "resources[0].intervals[0].payloads[0]", interval("BASELINE", [1])],
    ["valueNotOne", "resources[0].intervals[0].payloads[0]", interval("READING", [1, 2])],
    ["valueNotOne", "resources[0].intervals[0].payloads[0]", interval("READING", ["1"])],
  ])("leaves out with the warning %s at %s what has no place: %o", (kind, path, change) => {
    const { measurements, warnings } = decodeReport("3.1.0", reportOf(change));
    expect(measurements).toEqual([]);
    expect(warnings).toEqual([{ kind, path, detail: expect.any(String) }]);
  });

  it("keeps a value whose interval never ends, and says so", () => {
    const { measurements, warnings } = decodeReport(
      "3.1.0",
      reportOf({ intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "P9999Y" } }),
    );
    expect(measurements).toHaveLength(1);
    expect(measurements[0]).not.toHaveProperty("durationMs");
    expect(warnings.map(({ kind }) => kind)).toEqual(["endless"]);
  });

  it("begins nothing behind an interval whose time cannot be told, or that never ends", () => {
    const payloads = [{ type: "READING", values: [1] }];
    const report = (intervalPeriod: object) =>
      reportOf({
        intervals: [
          { id: 0, intervalPeriod: { start: "2026-01-16T08:00:00Z", duration: "PT1H" }, payloads },
          { id: 1, intervalPeriod, payloads },
          { id: 2, payloads },
          { id: 3, payloads },
          { id: 4, intervalPeriod: { start: "2026-01-16T12:00:00Z", duration: "PT1H" }, payloads },
          { id: 5, payloads },
        ],
      });
    const startsOf = (intervalPeriod: object) => {
      const { measurements, warnings } = decodeReport("3.1.0", report(intervalPeriod));
      return [
        measurements.map(({ startAtMs }) => new Date(startAtMs).toISOString().slice(11, 16)),
        warnings.map(({ kind, path }) => `${kind} ${path.slice("resources[0].".length)}`),
      ];
    };
    const left = ["noStart intervals[2]", "noStart intervals[3]"];
    for (const unclear of [
      { start: "yesterday" },
      { start: "0001-01-01T00:00:00Z" },
      { start: "2026-01-16T10:00:00Z", duration: "soon" },
      { start: "2026-01-16T10:00:00Z", duration: "-PT1H" },
    ]) {
      expect(startsOf(unclear)).toEqual([
        ["08:00", "12:00", "13:00"],
        ["noStart intervals[1]", ...left],
      ]);
    }
    expect(startsOf({ start: "2026-01-16T10:00:00Z", duration: "P9999Y" })).toEqual([
      ["08:00", "10:00", "12:00", "13:00"],
      ["endless intervals[1]", ...left],
    ]);
  });

  it("says where a start is shifted at random, wherever that is said, but not by nothing", () => {
    const intervalPeriod = { start: "2026-01-16T10:00:00Z", randomizeStart: "PT5M" };
    const payloads = [{ type: "READING", values: [1] }];
    const { measurements, warnings } = decodeReport(
      "3.1.0",
      reportOf({
        intervalPeriod,
        intervals: [
          { id: 0, payloads },
          { id: 1, intervalPeriod, payloads },
          { id: 2, intervalPeriod: { ...intervalPeriod, randomizeStart: "PT0S" }, payloads },
        ],
      }),
    );
    expect(measurements).toHaveLength(3);
    expect(warnings).toEqual(
      ["resources[0].intervalPeriod", "resources[0].intervals[1].intervalPeriod"].map((path) => ({
        kind: "randomStartNotCarried",
        path,
        detail: "PT5M",
      })),
    );
  });

  it("gives no value a reading type of which there are two", () => {
    const report = {
      ...reportOf({}),
      payloadDescriptors: [descriptor, { ...descriptor, readingType: "MEAN" }],
    };
    const { measurements, warnings } = decodeReport("3.1.0", report);
    expect(measurements).toHaveLength(1);
    expect(measurements[0]).not.toHaveProperty("readingType");
    expect(warnings).toEqual([
      {
        kind: "readingTypeNotCarried",
        path: "payloadDescriptors[1]",
        detail: "DIRECT_READ, MEAN",
      },
    ]);
    const same = { ...report, payloadDescriptors: [descriptor, descriptor] };
    expect(decodeReport("3.1.0", same)).toMatchObject({
      measurements: [{ readingType: "DIRECT_READ" }],
      warnings: [],
    });
  });

  it("keeps a value that its payload type does not have, and says so", () => {
    const report = {
      ...reportOf(interval("STORAGE_CHARGE_LEVEL", [33])),
      payloadDescriptors: [
        { ...descriptor, payloadType: "STORAGE_CHARGE_LEVEL", units: "PERCENT" },
      ],
    };
    const path = "resources[0].intervals[0].payloads[0]";
    expect(decodeReport("3.1.0", report)).toMatchObject({
      measurements: [{ quantity: "stateOfCharge", value: 3_300 }],
      warnings: [{ kind: "valueOutOfRange", path, detail: "STORAGE_CHARGE_LEVEL 33" }],
    });
    expect(decodeReport("3.0.1", { ...report, programID: "prg-1" })).toMatchObject({
      measurements: [{ value: 33 }],
      warnings: [],
    });
  });

  it("leaves out a value that is beyond every number in the measurement's unit", () => {
    const { measurements, warnings } = decodeReport(
      "3.1.0",
      reportOf(interval("READING", [1e308])),
    );
    expect(measurements).toEqual([]);
    expect(warnings.map(({ kind }) => kind)).toEqual(["valueNotFinite"]);
  });

  it("says that accuracy is dropped, and takes no value whose units are unclear", () => {
    const report = {
      ...reportOf({}),
      payloadDescriptors: [
        { ...descriptor, accuracy: 0.5 },
        { ...descriptor, units: "VOLTS" },
      ],
    };
    const { measurements, warnings } = decodeReport("3.1.0", report);
    expect(measurements).toEqual([]);
    expect(warnings.map(({ kind }) => kind)).toEqual(["accuracyNotCarried", "payloadNotKnown"]);
  });

  it("carries a reading from the flat dialect's units to KW and back", () => {
    const [report] = encodeReports("3.1.0", envelope, [powerReading]).reports;
    expect(report && decodeReport("3.1.0", report).measurements[0]).toMatchObject({
      resourceName: "Murphy's Pub",
      loadId: "load_0",
      value: 1_234,
    });
  });
});

const descriptor = {
  objectType: "REPORT_PAYLOAD_DESCRIPTOR",
  payloadType: "READING",
  readingType: "DIRECT_READ",
  units: "KW",
} as const;

const usual = {
  resourceName: "Pub/load_0",
  intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "PT0S" },
  intervals: [{ id: 0, payloads: [{ type: "READING", values: [1] }] }],
};

function interval(type: string, values: readonly (number | string)[]) {
  return { intervals: [{ id: 0, payloads: [{ type, values }] }] };
}

/** A report of one resource, which differs from the usual one as given. */
function reportOf(change: Partial<ReportRequest["resources"][number]>): ReportRequest {
  return {
    eventID: "evt-1",
    clientName: "Herning",
    payloadDescriptors: [descriptor],
    resources: [{ ...usual, ...change }],
  };
}
