import { keyedRandom } from "@ven/core";
import {
  expandIntervals,
  type ReportingEvent,
  type ReportObligationsOptions,
  type RequestedReport,
  reportObligations,
  type ScheduledReport,
} from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { START_AT_MS } from "../support/expand-event.ts";
import { contiguousEvents } from "../support/timed-events.ts";

const MOST = 40;
const WHOLE = {
  version: "3.1.0",
  nowAtMs: START_AT_MS,
  fromAtMs: -Infinity,
  random: keyedRandom("ven-17"),
} as const;
const readings = fc.constantFrom("generation-point" as const, "first-covered" as const);

const descriptors: fc.Arbitrary<RequestedReport> = fc.record({
  payloadType: fc.constant("USAGE"),
  startInterval: fc.integer({ min: -1, max: 4 }),
  numIntervals: fc.constantFrom(-1, 1, 2, 5),
  frequency: fc.constantFrom(-1, 1, 2),
  repeat: fc.constantFrom(-1, 1, 3),
  historical: fc.boolean(),
});

const events: fc.Arbitrary<ReportingEvent> = fc
  .tuple(contiguousEvents, descriptors, fc.boolean())
  .map(([event, descriptor, isImplied]) => ({
    ...event,
    intervals: isImplied ? [] : (event.intervals ?? []),
    reportDescriptors: [descriptor],
  }));

/** At most 40 reports, from the event's beginning unless told otherwise. */
function scheduled(
  event: ReportingEvent,
  options: Partial<ReportObligationsOptions>,
): readonly ScheduledReport[] {
  const all = { ...WHOLE, ...options };
  const found: ScheduledReport[] = [];
  for (const report of reportObligations(event, all)) {
    if (report.kind === "scheduled" && found.push(report) === MOST) break;
  }
  return found;
}

describe("reportObligations, for any event and descriptor,", () => {
  it("asks in order, for what has ended or is to begin, and no oftener than repeat says", () => {
    fc.assert(
      fc.property(events, readings, (event, startIntervalReading) => {
        const reports = scheduled(event, { startIntervalReading });
        const { historical, repeat = 1, numIntervals = -1 } = event.reportDescriptors?.[0] ?? {};
        if (repeat !== -1) expect(reports.length).toBeLessThanOrEqual(repeat);
        for (const [i, { reportIndex, dueAtMs, intervals }] of reports.entries()) {
          expect(reportIndex).toBe(i);
          expect(dueAtMs).toBeGreaterThanOrEqual(reports[i - 1]?.dueAtMs ?? -Infinity);
          expect(dueAtMs).toBeLessThan(Infinity);
          expect(intervals.length).toBeGreaterThan(0);
          if (numIntervals > 0) expect(intervals.length).toBeLessThanOrEqual(numIntervals);
          const [first, last] = [intervals[0], intervals.at(-1)];
          expect(dueAtMs).toBe(historical === true ? last?.endAtMs : first?.startAtMs);
          for (const [k, { startAtMs }] of intervals.entries()) {
            if (k > 0) expect(startAtMs).toBe(intervals[k - 1]?.endAtMs);
          }
        }
      }),
    );
  });

  it("asks from any instant on for the latest report due by then and all later ones", () => {
    const instants = fc.integer({ min: -3_000, max: 9_000 }).map((n) => START_AT_MS + n * 60_000);
    fc.assert(
      fc.property(events, instants, readings, (event, fromAtMs, startIntervalReading) => {
        const all = scheduled(event, { startIntervalReading });
        const past = all.filter(({ dueAtMs }) => dueAtMs <= fromAtMs).length;
        fc.pre(past < MOST);
        const expected = all
          .slice(Math.max(0, past - 1))
          .map((report) => ({ ...report, isOverdue: report.dueAtMs < fromAtMs }));
        const jumped = scheduled(event, { fromAtMs, startIntervalReading });
        expect(jumped.slice(0, expected.length)).toEqual(expected);
        if (all.length < MOST) expect(jumped).toHaveLength(expected.length);
      }),
      { numRuns: 150 },
    );
  });

  it("covers by default what expandIntervals places, once it is over", () => {
    fc.assert(
      fc.property(contiguousEvents, (event) => {
        const bare = (event.intervals ?? []).map((one) => ({ ...one, payloads: [] }));
        const asked = {
          ...event,
          intervals: bare,
          reportDescriptors: [{ payloadType: "USAGE" }],
        };
        const placed = [];
        for (const { pass, intervalId, startAtMs, endAtMs } of expandIntervals(asked, WHOLE)) {
          if (pass > 0) break;
          placed.push({ intervalId, pass, startAtMs, endAtMs });
        }
        fc.pre(placed.length > 0 && placed.at(-1)?.endAtMs !== Infinity);
        const [report] = scheduled(asked, {});
        expect(report?.intervals).toEqual(placed);
        expect(report?.dueAtMs).toBe(placed.at(-1)?.endAtMs);
      }),
    );
  });
});
