import { LoadId, type ReadingColumns, type Resource, VenId } from "@ven/core";
import { encodeReportColumns, encodeReports, OPENADR_VERSIONS } from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const envelope = { programID: "prg-1", eventID: "evt-1", clientName: "Herning" } as const;
const startAtMs = Date.UTC(2026, 0, 16, 10);

/** Two loads of each site, read at one instant. */
function columnsOf(names: readonly string[], powerW: readonly number[]): ReadingColumns {
  const rowCount = names.length * 2;
  const rows = Array.from({ length: rowCount }, (_, row) => row);
  return {
    layout: {
      venId: VenId("Herning"),
      resources: names.map((name) => ({ name }) as Resource),
      loadIds: [LoadId("load_0"), LoadId("load_1")],
      resourceIndex: Uint32Array.from(rows, (row) => row >> 1),
      loadIndex: Uint16Array.from(rows, (row) => row & 1),
      rowCount,
    },
    timestampMs: new Float64Array(rowCount).fill(startAtMs),
    powerW: Float64Array.from(rows, (row) => powerW[row % powerW.length] ?? 0),
  };
}

describe("encodeReportColumns", () => {
  it.each(OPENADR_VERSIONS)("writes the very report of %s that encodeReports makes", (version) => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, maxLength: 128, unit: "grapheme" }), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.array(fc.oneof(fc.double(), fc.integer({ min: -1e6, max: 1e6 })), { minLength: 1 }),
        fc.option(fc.string(), { nil: undefined }),
        (names, powerW, reportName) => {
          const columns = columnsOf(names, powerW);
          const said = { ...envelope, ...(reportName === undefined ? {} : { reportName }) };
          const { body, readingCount, warnings } = encodeReportColumns(version, {
            ...said,
            columns,
          });
          const measurements = Array.from(columns.powerW, (value, row) => ({
            resourceName: names[row >> 1] ?? "",
            loadId: `load_${row & 1}`,
            quantity: "power" as const,
            role: "usage" as const,
            startAtMs,
            durationMs: 0,
            value,
          }));
          // Two sites of one name would share a resource there.
          fc.pre(new Set(names).size === names.length);
          const made = encodeReports(version, said, measurements);
          const [report] = made.reports;
          expect(JSON.parse(body).resources).toEqual(
            JSON.parse(JSON.stringify(report?.resources ?? [])),
          );
          if (report !== undefined) expect(body).toBe(JSON.stringify(report));
          const missingCount = measurements.filter(({ value }) => Number.isNaN(value)).length;
          expect(warnings.length).toBe(made.warnings.length - missingCount);
          expect(readingCount + made.warnings.length).toBe(measurements.length);
        },
      ),
    );
  });

  it("reports only the rows that are asked for, and takes each row's own instant", () => {
    const columns = columnsOf(["A", "B"], [1_000, 2_000, 3_000, 4_000]);
    columns.timestampMs[3] = startAtMs + 1_000;
    const { body, readingCount } = encodeReportColumns("3.1.0", {
      ...envelope,
      columns,
      rows: Uint32Array.of(1, 3),
    });
    expect(readingCount).toBe(2);
    expect(
      JSON.parse(body).resources.map(
        (resource: { resourceName: string; intervalPeriod: { start: string } }) => [
          resource.resourceName,
          resource.intervalPeriod.start,
        ],
      ),
    ).toEqual([
      ["A/load_1", "2026-01-16T10:00:00Z"],
      ["B/load_1", "2026-01-16T10:00:01Z"],
    ]);
  });

  it("names the rows that no report can carry, but not those that are missing", () => {
    const columns = columnsOf(["A", "x".repeat(128), "C"], [1, Number.NaN, 2, 3, Infinity, 4]);
    const { readingCount, warnings } = encodeReportColumns("3.1.0", { ...envelope, columns });
    expect(readingCount).toBe(2);
    expect(warnings.map(({ kind, path }) => [kind, path])).toEqual([
      ["nameNotCarried", "rows[2]"],
      ["nameNotCarried", "rows[3]"],
      ["valueNotFinite", "rows[4]"],
    ]);
  });

  it("refuses a version that there is not", () => {
    const columns = columnsOf(["Pub"], [1]);
    expect(() => encodeReportColumns("3.1" as "3.1.0", { ...envelope, columns })).toThrow(
      'version "3.1" is not valid: give "3.0.1" or "3.1.0"',
    );
  });
});
