import { isInvalidValueError } from "@ven/core";
import {
  encodeFlatReport,
  FLAT_READING_TYPES,
  FLAT_REPORT_TYPES,
  type FlatReport,
  type FlatReportInput,
  flatReportSchema,
} from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const reading: FlatReportInput = {
  venName: "Herning",
  vtnVenId: "ven-uuid-12345",
  resourceId: "5249eada-69af-432d-99a5-98f9c89f9aa6",
  resourceName: "Murphy's Pub",
  timestampMs: Date.UTC(2025, 0, 16, 14),
  powerW: 1234,
  loadId: "load_0",
  programId: "optional-program-id",
};

/** The power that a report's only value stands for, W. */
function reportedPowerW(report: FlatReport): number {
  return Number(report.intervals?.[0]?.payloads[0]?.values[0]) * 1_000;
}

describe("encodeFlatReport", () => {
  it("writes the dialect's example byte for byte", () => {
    expect(JSON.stringify(encodeFlatReport(reading))).toBe(
      `{"report_name":"Murphy's Pub_1737036000000","ven_id":"ven-uuid-12345","resource_id":"5249eada-69af-432d-99a5-98f9c89f9aa6","client_name":"Client_Herning","report_type":"usage","reading_type":"power","start":"2025-01-16T14:00:00","duration":"PT0S","intervals":[{"id":0,"payloads":[{"type":"USAGE","values":[1.234]}]}],"resources":[{"resource_name":"Murphy's Pub"}],"load_component":"load_0","program_id":"optional-program-id"}`,
    );
  });

  it("leaves out the optionals that are not given, and writes no null", () => {
    const { loadId: _, programId: __, ...bare } = reading;
    const text = JSON.stringify(encodeFlatReport(bare));
    expect(text).not.toMatch(/load_component|program_id|null/);
  });

  it("gives the loads of one resource at one instant the same report_name", () => {
    const names = ["load_0", "load_1"].map(
      (loadId) => encodeFlatReport({ ...reading, loadId }).report_name,
    );
    expect(names).toEqual(["Murphy's Pub_1737036000000", "Murphy's Pub_1737036000000"]);
  });

  it("writes exported power as a negative number of kW, unrounded", () => {
    const { intervals } = encodeFlatReport({ ...reading, powerW: -4321.0625 });
    expect(intervals?.[0]?.payloads[0]?.values).toEqual([-4.3210625]);
  });

  it("names the payload after the report type", () => {
    const types = FLAT_REPORT_TYPES.map((reportType) => {
      const report = encodeFlatReport({ ...reading, reportType });
      return [report.report_type, report.intervals?.[0]?.payloads[0]?.type];
    });
    expect(types).toEqual([
      ["usage", "USAGE"],
      ["demand", "DEMAND"],
      ["baseline", "BASELINE"],
      ["deviation", "DEVIATION"],
    ]);
  });

  it.each(FLAT_READING_TYPES)("carries the reading type %s", (readingType) => {
    expect(encodeFlatReport({ ...reading, readingType }).reading_type).toBe(readingType);
  });

  it("ends start with Z when a zone is asked for", () => {
    expect(encodeFlatReport({ ...reading, zoned: true }).start).toBe("2025-01-16T14:00:00Z");
  });

  it.each<[string, object]>([
    ["report_type", { reportType: "consumption" }],
    ["reading_type", { readingType: "watts" }],
    ["ven_id", { vtnVenId: "../vens" }],
    ["resource_id", { resourceId: "" }],
    ["load_component", { loadId: "x".repeat(129) }],
    ["program_id", { programId: "" }],
    ["resources[0].resource_name", { resourceName: "x".repeat(129) }],
    ["powerW", { powerW: Number.NaN }],
    ["powerW", { powerW: Number.NEGATIVE_INFINITY }],
    ["timestampMs", { timestampMs: Number.NaN }],
  ])("refuses a wrong %s and names it", (place, wrong) => {
    let thrown: unknown;
    try {
      encodeFlatReport({ ...reading, ...wrong } as FlatReportInput);
    } catch (error) {
      thrown = error;
    }
    expect(isInvalidValueError(thrown)).toBe(true);
    expect(String(thrown)).toContain(place);
  });

  it("encodes any finite power at any valid time to a body that the schema accepts and that says the same", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 0, max: 253_402_300_799_999 }),
        fc.boolean(),
        (powerW, timestampMs, zoned) => {
          const sent = JSON.stringify(encodeFlatReport({ ...reading, powerW, timestampMs, zoned }));
          const received = flatReportSchema.parse(JSON.parse(sent));
          // JSON has no -0, and kW of the smallest doubles lose their last bits.
          const tolerance = Math.abs(powerW) * 2 ** -52 + 1000 * Number.MIN_VALUE;
          expect(Math.abs(reportedPowerW(received) - powerW)).toBeLessThanOrEqual(tolerance);
          const start = `${received.start?.replace("Z", "")}Z`;
          expect(Date.parse(start)).toBe(Math.floor(timestampMs / 1_000) * 1_000);
          expect(received.start?.endsWith("Z")).toBe(zoned);
        },
      ),
    );
  });
});
