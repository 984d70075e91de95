import {
  checkPayloadValues,
  decodeReport,
  encodeReports,
  type Measurement,
  OPENADR_VERSIONS,
  type ReportWarningKind,
} from "@ven/openadr-schema";
import { reportRequestSchema as schema301 } from "@ven/openadr-schema/3.0.1";
import { reportRequestSchema as schema310 } from "@ven/openadr-schema/3.1.0";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anyMeasurement, powerReading } from "../support/measurements.ts";

const envelope = {
  programID: "prg-metering",
  eventID: "evt-metering",
  clientName: "ven-murphys-pub",
} as const;
const schemas = { "3.0.1": schema301, "3.1.0": schema310 } as const;

describe("encodeReports", () => {
  it("writes instantaneous power as a READING in KW of a resource per load", () => {
    const { reports, warnings } = encodeReports("3.1.0", envelope, [powerReading]);
    expect(warnings).toEqual([]);
    expect(JSON.stringify(reports)).toBe(
      `[{"eventID":"evt-metering","clientName":"ven-murphys-pub","payloadDescriptors":[{"objectType":"REPORT_PAYLOAD_DESCRIPTOR","payloadType":"READING","readingType":"DIRECT_READ","units":"KW"}],"resources":[{"resourceName":"Murphy's Pub/load_0","intervalPeriod":{"start":"2026-01-16T10:00:00Z","duration":"PT0S"},"intervals":[{"id":0,"payloads":[{"type":"READING","values":[1.234]}]}]}]}]`,
    );
  });

  it("quotes the program in 3.0.1 alone, where it is required", () => {
    const [old] = encodeReports("3.0.1", envelope, [powerReading]).reports;
    const [recent] = encodeReports("3.1.0", envelope, [powerReading]).reports;
    expect(old?.programID).toBe("prg-metering");
    expect(recent).not.toHaveProperty("programID");
  });

  it.each(OPENADR_VERSIONS)(
    "makes reports that the schema of %s accepts, of anything",
    (version) => {
      fc.assert(
        fc.property(fc.array(anyMeasurement, { maxLength: 12 }), (measurements) => {
          const { reports } = encodeReports(version, envelope, measurements);
          for (const report of reports) {
            expect(schemas[version].safeParse(report).error).toBeUndefined();
          }
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(OPENADR_VERSIONS)("gives payloads the values that %s allows them", (version) => {
    const charge = fc.double({ min: 0, max: 100, noNaN: true });
    const measurement = fc
      .tuple(anyMeasurement, charge)
      .map(([any, value]) => (any.quantity === "stateOfCharge" ? { ...any, value } : any));
    fc.assert(
      fc.property(fc.array(measurement, { maxLength: 12 }), (measurements) => {
        const { reports } = encodeReports(version, envelope, measurements);
        for (const { payloadDescriptors, resources } of reports) {
          const unitsOf = (type: string) =>
            payloadDescriptors?.find(({ payloadType }) => payloadType === type)?.units ?? null;
          const payloads = resources.flatMap(({ intervals }) =>
            intervals.flatMap((interval) => interval.payloads),
          );
          for (const payload of payloads) {
            const units = unitsOf(payload.type);
            expect(checkPayloadValues("report", payload, { version, units })).toEqual([]);
          }
        }
      }),
    );
  });

  it("carries each measurement, or names it as left out", () => {
    fc.assert(
      fc.property(fc.array(anyMeasurement, { maxLength: 12 }), (measurements) => {
        const { reports, warnings } = encodeReports("3.1.0", envelope, measurements);
        const carriedCount = reports
          .flatMap(({ resources }) => resources)
          .reduce((count, { intervals }) => count + intervals.length, 0);
        const leftOut = warnings.filter(({ kind }) => kind !== "resourceIdNotCarried");
        expect(carriedCount + leftOut.length).toBe(measurements.length);
      }),
    );
  });

  it.each<[ReportWarningKind, Partial<Measurement>]>([
    ["valueNotFinite", { value: Number.NaN }],
    ["timeOutOfRange", { startAtMs: -1 }],
    ["nameNotCarried", { resourceName: "x".repeat(128) }],
    ["nameNotCarried", { loadId: "a/b" }],
    ["noPayloadType", { quantity: "voltage", role: "baseline" }],
    ["durationOutOfRange", { durationMs: -5_400_000 }],
    ["durationOutOfRange", { durationMs: Number.NaN }],
    ["durationOutOfRange", { durationMs: Infinity }],
    ["durationOutOfRange", { durationMs: 1e300 }],
    ["valueOutOfRange", { role: "demand", value: -1 }],
    ["valueOutOfRange", { quantity: "energy", value: -1 }],
    ["valueOutOfRange", { quantity: "stateOfCharge", value: 130 }],
    ["valueOutOfRange", { quantity: "stateOfCharge", value: -0.1 }],
  ])("leaves out with the warning %s what breaks its rule: %o", (kind, change) => {
    const { reports, warnings } = encodeReports("3.1.0", envelope, [
      powerReading,
      { ...powerReading, ...change },
    ]);
    expect(warnings).toEqual([{ kind, path: "measurements[1]", detail: expect.any(String) }]);
    expect(reports[0]?.resources).toHaveLength(1);
    expect(reports[0]?.resources[0]?.intervals).toHaveLength(1);
  });

  it("refuses a version that there is not, as do those who read and check reports", () => {
    const version = "3.1" as "3.1.0";
    const fault = 'version "3.1" is not valid: give "3.0.1" or "3.1.0"';
    expect(() => encodeReports(version, envelope, [])).toThrow(fault);
    expect(() => decodeReport(version, { ...envelope, resources: [] })).toThrow(fault);
    const payload = { type: "USAGE", values: [1] };
    expect(() => checkPayloadValues("report", payload, { version })).toThrow(fault);
  });

  it("says that the id of a resource is dropped", () => {
    const { reports, warnings } = encodeReports("3.1.0", envelope, [
      { ...powerReading, resourceId: "site-1" },
    ]);
    expect(warnings.map(({ kind }) => kind)).toEqual(["resourceIdNotCarried"]);
    expect(JSON.stringify(reports)).not.toContain("site-1");
  });

  it("gives several measurements of one load an interval each, with its own period", () => {
    const later = {
      ...powerReading,
      startAtMs: powerReading.startAtMs + 1_500,
      durationMs: 900_000,
    };
    const { reports } = encodeReports("3.1.0", envelope, [powerReading, later]);
    expect(reports[0]?.resources[0]?.intervals).toEqual([
      {
        id: 0,
        intervalPeriod: { start: "2026-01-16T10:00:00Z", duration: "PT0S" },
        payloads: [{ type: "READING", values: [1.234] }],
      },
      {
        id: 1,
        intervalPeriod: { start: "2026-01-16T10:00:01.500Z", duration: "PT15M" },
        payloads: [{ type: "READING", values: [1.234] }],
      },
    ]);
  });

  it("puts values of one payload type in two units into two reports", () => {
    const { reports } = encodeReports("3.1.0", envelope, [
      powerReading,
      { ...powerReading, quantity: "voltage", value: 231 },
      { ...powerReading, quantity: "energy", value: 5_000 },
    ]);
    expect(
      reports.map(({ payloadDescriptors }) =>
        payloadDescriptors?.map(({ payloadType, units }) => `${payloadType} ${units}`),
      ),
    ).toEqual([["READING KW", "USAGE KWH"], ["READING VOLTS"]]);
  });

  it("puts the quality beside its value, where it is said", () => {
    const { reports } = encodeReports("3.1.0", envelope, [
      { ...powerReading, quality: "ESTIMATED" },
      { ...powerReading, loadId: "load_1", quality: "OK" },
      { ...powerReading, loadId: "load_2" },
    ]);
    expect(reports[0]?.resources.map(({ intervals }) => intervals[0]?.payloads.at(-1))).toEqual([
      { type: "DATA_QUALITY", values: ["ESTIMATED"] },
      { type: "DATA_QUALITY", values: ["OK"] },
      { type: "READING", values: [1.234] },
    ]);
  });
});
