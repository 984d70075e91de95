import type { NamedColumns } from "@ven/core";
import { LoadId, ResourceId, VenId } from "@ven/core";
import { encodeReportBytes, type OpenAdrVersion } from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hasReadings } from "../../src/looks/report-readings.ts";

const START_MS = Date.UTC(2026, 10, 25, 23);

/** Readings of two loads of a pub at one instant. */
function columnsAt(atMs: number, powerW: readonly number[]): NamedColumns {
  return {
    layout,
    timestampMs: Float64Array.from(powerW, () => atMs),
    powerW: Float64Array.from(powerW),
  };
}

const layout = {
  venId: VenId("Herning"),
  resources: [{ resourceId: ResourceId("pub"), name: "Murphy's Pub" }],
  loadIds: [LoadId("load_0"), LoadId("load_1")],
  resourceIndex: Uint32Array.of(0, 0),
  loadIndex: Uint16Array.of(0, 1),
  rowCount: 2,
};

const both = Uint32Array.of(0, 1);
const ticks = [
  { columns: columnsAt(START_MS, [63.7, -1_250]), rows: both },
  { columns: columnsAt(START_MS + 10_250, [0.1 + 0.2, 1e6 / 3]), rows: both },
];

type Json = Record<string, unknown>;

function reportOf(version: OpenAdrVersion = "3.1.0", of = ticks): Json {
  const envelope = { programID: "p", eventID: "e", clientName: "Herning", reportName: "n" };
  const { body } = encodeReportBytes(version, { ...envelope, ticks: of });
  return JSON.parse(new TextDecoder().decode(body));
}

/** A report as a VTN gives it that changes each value in its own way. */
function rewritten(value: unknown, change: (key: string, value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, change));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const changed = change(key, item);
    return changed === undefined ? [] : [[key, rewritten(changed, change)]];
  });
  return Object.fromEntries(entries.reverse());
}

const startAs = (write: (start: string) => string) => (key: string, value: unknown) =>
  key === "start" ? write(value as string) : value;

describe("hasReadings", () => {
  it.each(["3.0.1", "3.1.0"] as const)("knows a report of %s again", (version) => {
    expect(hasReadings(reportOf(version), ticks)).toBe(true);
    for (const tick of ticks) expect(hasReadings(reportOf(version, [tick]), [tick])).toBe(true);
  });

  it.each([
    [
      "durations in full",
      (key: string, value: unknown) => (key === "duration" ? "P0Y0M0DT0H0M0S" : value),
    ],
    ["no durations", (key: string, value: unknown) => (key === "duration" ? undefined : value)],
    ["an offset for Z", startAs((start) => start.replace("Z", "+00:00"))],
    ["another time zone", startAs((start) => start.replace("T23:", "T22:").replace("Z", "-01:00"))],
    [
      "more fractions of seconds",
      startAs((start) => start.replace(/(\.\d+)?Z/, (_, part) => `${part ?? "."}000Z`)),
    ],
    ["whole seconds", startAs((start) => start.replace(/\.\d+/, ""))],
    ["a blank and no zone", startAs((start) => start.replace("T", " ").replace("Z", ""))],
    ["a blank and a short offset", startAs((start) => start.replace("T", " ").replace("Z", "+00"))],
    [
      "nulls beside",
      (key: string, value: unknown) =>
        key === "intervalPeriod" ? { ...(value as Json), randomizeStart: null } : value,
    ],
    [
      "no descriptors",
      (key: string, value: unknown) => (key === "payloadDescriptors" ? null : value),
    ],
    [
      "single precision",
      (key: string, value: unknown) =>
        key === "values" ? (value as number[]).map(Math.fround) : value,
    ],
  ])("knows it again from a VTN that writes %s", (_, change) => {
    const report = { ...(rewritten(reportOf(), change) as Json), id: "7", createdDateTime: "x" };
    expect(hasReadings(report, ticks)).toBe(true);
  });

  it("knows it again in another order, with the start at the resource", () => {
    const report = reportOf("3.1.0", [ticks[0] as (typeof ticks)[number]]);
    const resources = (report.resources as Json[]).map((resource) => {
      const [{ intervalPeriod = resource.intervalPeriod, ...interval } = {}] =
        resource.intervals as Json[];
      return { ...resource, intervalPeriod, intervals: [interval] };
    });
    expect(hasReadings({ resources: resources.reverse() }, ticks.slice(0, 1))).toBe(true);
  });

  it.each([
    ["another power", [{ columns: columnsAt(START_MS, [63.8, -1_250]), rows: both }]],
    ["another sign", [{ columns: columnsAt(START_MS, [63.7, 1_250]), rows: both }]],
    ["another instant", [{ columns: columnsAt(START_MS + 1_000, [63.7, -1_250]), rows: both }]],
    ["fewer loads", [{ columns: columnsAt(START_MS, [63.7, -1_250]), rows: Uint32Array.of(0) }]],
    ["one tick more", ticks],
    ["the loads exchanged", [{ columns: columnsAt(START_MS, [-1_250, 63.7]), rows: both }]],
  ])("does not take a report for ours that has %s", (_, others) => {
    expect(hasReadings(reportOf("3.1.0", others), ticks.slice(0, 1))).toBe(false);
  });

  it("knows it again with the intervals of each resource in another order", () => {
    const report = reportOf();
    for (const { intervals } of report.resources as { intervals: Json[] }[]) intervals.reverse();
    expect(hasReadings(report, ticks)).toBe(true);
  });

  it("does not take a report for ours that has a load more", () => {
    const tick = { columns: columnsAt(START_MS, [63.7, -1_250]), rows: Uint32Array.of(0) };
    expect(hasReadings(reportOf("3.1.0", ticks.slice(0, 1)), [tick])).toBe(false);
  });

  it("does not guess when an interval behind the first begins", () => {
    const again = { columns: columnsAt(START_MS, [63.7, -1_250]), rows: both };
    const report = reportOf("3.1.0", [again]);
    for (const resource of report.resources as Json[]) {
      const [interval] = resource.intervals as Json[];
      resource.intervals = [interval, { id: 1, payloads: interval?.payloads }];
    }
    expect(hasReadings(report, [again, again])).toBe(false);
  });

  it("leaves out the rows that no report carries", () => {
    const ours = { columns: columnsAt(START_MS, [63.7, Number.NaN]), rows: both };
    expect(hasReadings(reportOf("3.1.0", [ours]), [ours])).toBe(true);
  });

  it("takes nothing else for ours, whatever it is", () => {
    const keys = fc.constantFrom(
      "resources",
      "resourceName",
      "intervals",
      "intervalPeriod",
      "start",
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 6 }, fc.jsonValue(), tie("object"), fc.array(tie("value"))),
      object: fc.dictionary(keys, tie("value")),
    }));
    fc.assert(fc.property(value, (report) => !hasReadings(report, ticks)));
  });
});
