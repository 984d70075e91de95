import { LoadId, type NamedColumns, type NamedLayout, VenId } from "@ven/core";
import {
  encodeReportBytes,
  encodeReports,
  type Measurement,
  OPENADR_VERSIONS,
  type ReportTick,
  ReportWorkspace,
} from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const envelope = { programID: "prg-1", eventID: "evt-1", clientName: "Herning" } as const;
const startAtMs = Date.UTC(2026, 0, 16, 10);

/** Two loads of each site. */
function layoutOf(names: readonly string[]): NamedLayout {
  const rows = Array.from({ length: names.length * 2 }, (_, row) => row);
  return {
    venId: VenId("Herning"),
    resources: names.map((name) => ({ name })) as unknown as NamedLayout["resources"],
    loadIds: [LoadId("load_0"), LoadId("load_1")],
    resourceIndex: Uint32Array.from(rows, (row) => row >> 1),
    loadIndex: Uint16Array.from(rows, (row) => row & 1),
    rowCount: rows.length,
  };
}

function columnsOf(
  layout: NamedLayout,
  powerW: readonly number[],
  atMs: number | readonly number[] = startAtMs,
): NamedColumns {
  const rows = Array.from({ length: layout.rowCount }, (_, row) => row);
  const instants = [atMs].flat();
  return {
    layout,
    timestampMs: Float64Array.from(rows, (row) => instants[row % instants.length] ?? 0),
    powerW: Float64Array.from(rows, (row) => powerW[row % powerW.length] ?? 0),
  };
}

function parse(body: Uint8Array): { readonly resources: readonly Record<string, unknown>[] } {
  return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
}

/** The readings that rows and ticks ask for, row by row as a report has them. */
function measurementsOf(ticks: readonly ReportTick[]): Measurement[] {
  const { layout } = ticks[0]?.columns ?? columnsOf(layoutOf([]), []);
  const inOrder = ticks.length === 1 ? ticks[0]?.rows : undefined;
  const rows = inOrder ?? Uint32Array.from({ length: layout.rowCount }, (_, row) => row);
  return [...rows].flatMap((row) =>
    ticks.flatMap(({ columns, rows: asked }): readonly Measurement[] => {
      if (asked?.includes(row) === false) return [];
      return [
        {
          resourceName: layout.resources[layout.resourceIndex[row] ?? 0]?.name ?? "",
          loadId: layout.loadIds[layout.loadIndex[row] ?? 0] ?? "",
          quantity: "power",
          role: "usage",
          startAtMs: columns.timestampMs[row] ?? 0,
          durationMs: 0,
          value: columns.powerW[row] ?? 0,
        },
      ];
    }),
  );
}

const anyPower = fc.oneof(
  fc.double(),
  fc.integer({ min: -20_000_000, max: 20_000_000 }).map((tenths) => tenths / 10),
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((millis) => millis / 1_000),
  fc.constantFrom(
    0,
    -0,
    0.1,
    -0.1,
    999_999.9,
    1_000_000,
    -99_999.9,
    -100_000,
    -999_999.9,
    214_748_364.7,
    5e-324,
    -5e-324,
    Number.MAX_VALUE,
    -Number.MAX_VALUE,
    1.2345678901234567e-6,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    1e21,
    NaN,
    Infinity,
  ),
);
const anyName = fc.oneof(
  { weight: 9, arbitrary: fc.string({ minLength: 1, maxLength: 12, unit: "grapheme" }) },
  { weight: 1, arbitrary: fc.constantFrom("x".repeat(128), "", '"\\', "\ud800", "a/b") },
);
const anyInstant = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 4_000_000_000_000 }) },
  { weight: 1, arbitrary: fc.constantFrom(-1, NaN, 253_402_300_799_999, 1e15, 1.5) },
);
/** Which rows of so many, if not all. */
const anyRows = (rowCount: number) =>
  fc.option(
    fc
      .uniqueArray(fc.nat(rowCount - 1), { maxLength: rowCount })
      .map((rows) => Uint32Array.from(rows)),
    { nil: undefined },
  );

/** Ticks of one layout. */
const anyTicks = fc
  .tuple(fc.uniqueArray(anyName, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 12 }))
  .chain(([names, tickCount]) => {
    const layout = layoutOf(names);
    return fc.array(
      fc
        .record({
          powerW: fc.array(anyPower, { minLength: 1, maxLength: layout.rowCount }),
          atMs: fc.oneof(anyInstant, fc.array(anyInstant, { minLength: 1, maxLength: 3 })),
          rows: anyRows(layout.rowCount),
        })
        .map(({ powerW, atMs, rows }): ReportTick => {
          const columns = columnsOf(layout, powerW, atMs);
          return rows === undefined ? { columns } : { columns, rows };
        }),
      { minLength: tickCount, maxLength: tickCount },
    );
  });

describe("encodeReportBytes", () => {
  const workspace = new ReportWorkspace();

  it.each(OPENADR_VERSIONS)("writes the report of %s that encodeReports makes", (version) => {
    fc.assert(
      fc.property(
        anyTicks,
        fc.option(fc.string({ unit: "binary" }), { nil: undefined }),
        (ticks, reportName) => {
          const said = { ...envelope, ...(reportName === undefined ? {} : { reportName }) };
          const [first = { columns: columnsOf(layoutOf([]), []) }] = ticks;
          const report = ticks.length === 1 ? { ...said, ...first } : { ...said, ticks };
          const { body, readingCount, warnings } = encodeReportBytes(version, report, {
            workspace,
          });
          const measurements = measurementsOf(ticks);
          const made = encodeReports(version, said, measurements);
          const resources = made.reports[0]?.resources ?? [];
          const parsed = parse(body);
          expect(parsed.resources).toEqual(JSON.parse(JSON.stringify(resources)));
          if (resources.length > 0) {
            expect(parsed).toEqual(JSON.parse(JSON.stringify(made.reports[0])));
          }
          expect(readingCount).toBe(measurements.length - made.warnings.length);
          const missing = measurements.filter(({ value }) => Number.isNaN(value)).length;
          expect(warnings.length).toBe(made.warnings.length - missing);
          workspace.release(body);
        },
      ),
      { numRuns: 400 },
    );
  });

  it("writes the powers of meters in as many bytes each, and finds them as they were", () => {
    const names = ["A", "B"];
    const few = columnsOf(layoutOf(names), [0, 0.1, -0.1, 12.3]);
    const many = columnsOf(layoutOf(names), [999_999.9, -99_999.9, -100_500, 100_000]);
    const long = columnsOf(layoutOf(names), [-100_000.1, 1_000_000.1, 1 / 3, 1], startAtMs + 1);
    const bodies = [few, many, long].map(
      (columns) => encodeReportBytes("3.1.0", { ...envelope, columns }).body,
    );
    expect(bodies[0]?.length).toBe(bodies[1]?.length);
    const kilowatts = bodies.map((body) => [
      ...new TextDecoder().decode(body).matchAll(/"values":\[ *([^\]]*)\]/g),
    ]);
    expect(kilowatts.map((values) => values.map(([, text]) => text))).toEqual([
      ["0.0000", "0.0001", "-0.0001", "0.0123"],
      ["999.9999", "-99.9999", "-100.5", "100.0000"],
      ["-100.0001", "1000.0001", "0.000333333333333333", "0.0010"],
    ]);
  });

  it("reports the rows that are asked for in their order, each with its own instant", () => {
    const columns = columnsOf(layoutOf(["A", "B"]), [1_000, 2_000, 3_000, 4_000]);
    columns.timestampMs[3] = startAtMs + 1_000;
    const rows = Uint32Array.of(3, 1, 9);
    const { body, readingCount } = encodeReportBytes("3.1.0", { ...envelope, columns, rows });
    expect(readingCount).toBe(2);
    expect(parse(body).resources).toEqual(
      [
        { resourceName: "B/load_1", start: "2026-01-16T10:00:01Z", powerKw: 4 },
        { resourceName: "A/load_1", start: "2026-01-16T10:00:00Z", powerKw: 2 },
      ].map(({ resourceName, start, powerKw }) => ({
        resourceName,
        intervalPeriod: { start, duration: "PT0S" },
        intervals: [{ id: 0, payloads: [{ type: "READING", values: [powerKw] }] }],
      })),
    );
  });

  it("gives a load an interval per tick that has a reading of it", () => {
    const layout = layoutOf(["A"]);
    const ticks = [
      { columns: columnsOf(layout, [1_000, NaN]) },
      { columns: columnsOf(layout, [NaN, 2_000], startAtMs + 60_000) },
      { columns: columnsOf(layout, [3_000], startAtMs + 120_000), rows: Uint32Array.of(0) },
    ];
    const { body, readingCount } = encodeReportBytes("3.0.1", { ...envelope, ticks });
    expect(readingCount).toBe(3);
    const interval = (id: number, start: string, powerKw: number) => ({
      id,
      intervalPeriod: { start, duration: "PT0S" },
      payloads: [{ type: "READING", values: [powerKw] }],
    });
    const { intervalPeriod, ...alone } = interval(0, "2026-01-16T10:01:00Z", 2);
    expect(parse(body).resources).toEqual([
      {
        resourceName: "A/load_0",
        intervals: [interval(0, "2026-01-16T10:00:00Z", 1), interval(1, "2026-01-16T10:02:00Z", 3)],
      },
      { resourceName: "A/load_1", intervalPeriod, intervals: [alone] },
    ]);
  });

  it("names the readings that no report can carry, but not those that are missing", () => {
    const layout = layoutOf(["A", "x".repeat(128), "C"]);
    const columns = columnsOf(layout, [1, NaN, 2, 3, Infinity, 4]);
    const { readingCount, warnings } = encodeReportBytes("3.1.0", { ...envelope, columns });
    expect(readingCount).toBe(2);
    const found = warnings.map(({ kind, path, detail }) => [kind, path, detail]);
    expect(found).toEqual([
      ["nameNotCarried", "rows[2]", "<site>/<load>"],
      ["nameNotCarried", "rows[3]", "<site>/<load>"],
      ["valueNotFinite", "rows[4]", "Infinity"],
    ]);
    const late = columnsOf(layout, [1, NaN], 1e15);
    const { warnings: ofTicks } = encodeReportBytes("3.1.0", {
      ...envelope,
      ticks: [{ columns }, { columns: late, rows: Uint32Array.of(0, 1) }],
    });
    expect(ofTicks.map(({ kind, path }) => [kind, path])).toEqual([
      ["timeOutOfRange", "ticks[1].rows[0]"],
      ["nameNotCarried", "ticks[0].rows[2]"],
      ["nameNotCarried", "ticks[0].rows[3]"],
      ["valueNotFinite", "ticks[0].rows[4]"],
    ]);
  });

  it("leaves bodies alone that were not released, and writes over one that was, once", () => {
    const own = new ReportWorkspace();
    const layout = layoutOf(["A"]);
    const encode = (powerW: number) =>
      encodeReportBytes(
        "3.1.0",
        { ...envelope, columns: columnsOf(layout, [powerW]) },
        { workspace: own },
      ).body;
    const first = encode(1_000);
    const second = encode(2_000);
    expect(first.buffer).not.toBe(second.buffer);
    own.release(first);
    own.release(first);
    const third = encode(3_000);
    const fourth = encode(4_000);
    expect(third.buffer).toBe(first.buffer);
    expect(fourth.buffer).not.toBe(third.buffer);
    for (const [body, powerKw] of [
      [second, 2],
      [third, 3],
      [fourth, 4],
    ] as const) {
      expect(JSON.stringify(parse(body).resources)).toContain(`"values":[${powerKw}]`);
    }
  });

  it.each([
    ["few", 3],
    ["many", 100],
  ])(
    "writes one report after the other over the rows of a layout of %s, whatever became of those before",
    (_many, rowCount) => {
      const layout = layoutOf(Array.from({ length: rowCount }, (_, row) => `Site ${row}`));
      const anyTick = fc
        .record({
          powerW: fc.array(anyPower, { minLength: 1, maxLength: layout.rowCount }),
          atMs: fc.constantFrom(startAtMs, startAtMs + 1, startAtMs + 10_000),
          rows: anyRows(layout.rowCount),
        })
        .map(({ powerW, atMs, rows }): ReportTick => {
          const columns = columnsOf(layout, powerW, atMs);
          return rows === undefined ? { columns } : { columns, rows };
        });
      const anyReport = fc.record({
        ticks: fc.array(anyTick, { minLength: 1, maxLength: 2 }),
        reportName: fc.string({ maxLength: 600 }),
        isReleased: fc.boolean(),
      });
      fc.assert(
        fc.property(fc.array(anyReport, { minLength: 2, maxLength: 12 }), (reports) => {
          const own = new ReportWorkspace();
          const kept: { readonly body: Uint8Array; readonly parsed: unknown }[] = [];
          for (const { ticks, reportName, isReleased } of reports) {
            const [first = { columns: columnsOf(layout, [0]) }] = ticks;
            const said = { ...envelope, reportName };
            const report = ticks.length === 1 ? { ...said, ...first } : { ...said, ticks };
            const { body } = encodeReportBytes("3.1.0", report, { workspace: own });
            const alone = encodeReportBytes("3.1.0", report).body;
            expect(parse(body)).toEqual(parse(alone));
            if (isReleased) own.release(body);
            else kept.push({ body, parsed: parse(alone) });
          }
          for (const { body, parsed } of kept) expect(parse(body)).toEqual(parsed);
        }),
        { numRuns: 50 },
      );
    },
  );

  it("keeps no more than 32 MiB of memory that was released", () => {
    const own = new ReportWorkspace();
    const buffers = Array.from({ length: 3 }, () => own.take(16_777_216));
    for (const buffer of buffers) own.release(new Uint8Array(buffer));
    const again = Array.from({ length: 3 }, () => own.take(16_777_216));
    expect(again.filter((buffer) => buffers.includes(buffer))).toHaveLength(2);
    own.release(Buffer.from("not of a workspace"));
  });

  it("refuses a version that there is not, no tick, and ticks of several layouts", () => {
    const columns = columnsOf(layoutOf(["Pub"]), [1]);
    expect(() => encodeReportBytes("3.1" as "3.1.0", { ...envelope, columns })).toThrow(
      'version "3.1" is not valid: give "3.0.1" or "3.1.0"',
    );
    expect(() => encodeReportBytes("3.1.0", { ...envelope, ticks: [] })).toThrow(
      "ticks array is not valid: give at least one",
    );
    const other = columnsOf(layoutOf(["Pub"]), [1]);
    expect(() =>
      encodeReportBytes("3.1.0", { ...envelope, ticks: [{ columns }, { columns: other }] }),
    ).toThrow(/^ticks\[1\]\.columns\.layout/);
  });
});
