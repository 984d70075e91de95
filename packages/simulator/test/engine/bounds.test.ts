import { describe, expect, it } from "vitest";
import { LocalCalendar } from "../../src/calendar/local-calendar.ts";
import type { LocalDay } from "../../src/calendar/local-day.ts";
import { DayHistory } from "../../src/engine/day-history.ts";
import { TraceCache } from "../../src/engine/trace-cache.ts";
import type { DayTrace } from "../../src/trace/day-trace.ts";

const calendar = new LocalCalendar("UTC");
const LOADS = 1_000_000;
const MOST_BYTES = 8 * 1_048_576;

/** A trace of so many segments on a day. */
function traceOf({ startS, endS }: LocalDay, segments: number): DayTrace {
  const fromS = Float64Array.from({ length: segments }, (_, at) => startS + at);
  return { startS, endS, fromS, powerDw: new Float64Array(segments) };
}

describe("the cache of traces of a million loads", () => {
  it("stays within its bound, day after day, and holds what is read first", () => {
    const cache = new TraceCache(LOADS, MOST_BYTES);
    for (const index of [20_000, 20_001, 20_002]) {
      const day = calendar.day(index);
      const trace = traceOf(day, 40);
      for (let load = 0; load < LOADS; load += 1) cache.keep(load, trace);
      expect(cache.bytes).toBeLessThanOrEqual(MOST_BYTES);
      expect(cache.bytes).toBeGreaterThan(MOST_BYTES / 2);
      expect(cache.find(0, day.startS)).toBe(trace);
      expect(cache.find(0, day.endS)).toBeUndefined();
      expect(cache.find(LOADS - 1, day.startS)).toBeUndefined();
    }
  });

  it("counts each load once, however often its trace is replaced", () => {
    const cache = new TraceCache(10, MOST_BYTES);
    for (let index = 0; index < 1_000; index += 1) {
      cache.keep(index % 10, traceOf(calendar.day(index), 1 + (index % 7)));
    }
    expect(cache.bytes).toBeLessThan(10 * 1_000);
    cache.empty();
    expect(cache.bytes).toBe(0);
  });

  it("does not keep a trace that is larger than its bound", () => {
    const cache = new TraceCache(10, 10_000);
    const day = calendar.day(0);
    cache.keep(0, traceOf(day, 10));
    cache.keep(1, traceOf(day, 5_000));
    expect(cache.find(1, day.startS)).toBeUndefined();
    expect(cache.bytes).toBeLessThanOrEqual(10_000);
  });
});

describe("the history of days of a million loads", () => {
  const oneADay = (_day: number, total: { importDws: number }) => {
    total.importDws += 1;
  };

  it("stays within its bound, and forgets the load that was asked for longest ago", () => {
    const history = new DayHistory(1_000);
    let total = 0;
    for (let load = 0; load < LOADS; load += 1) total += history.until(load, 3, oneADay).importDws;
    expect(total).toBe(3 * LOADS);
    expect(history.days).toBe(999);
    const asked: number[] = [];
    const note = (day: number, total: { importDws: number }) => {
      asked.push(day);
      total.importDws += 1;
    };
    expect(history.until(LOADS - 333, 4, note).importDws).toBe(4);
    expect(asked).toEqual([3]);
    expect(history.until(LOADS - 334, 2, note).importDws).toBe(2);
    expect(asked).toEqual([3, 0, 1]);
  });

  it("answers for a load whose days alone are more than its bound", () => {
    const history = new DayHistory(10);
    expect(history.until(5, 100, oneADay).importDws).toBe(100);
    expect(history.days).toBe(0);
  });

  it("works out anew only the days after those that are still true", () => {
    const history = new DayHistory(1_000);
    history.until(1, 20, oneADay);
    history.forgetAfter(15);
    expect(history.days).toBe(15);
    const twoADay = (_day: number, total: { importDws: number }) => {
      total.importDws += 2;
    };
    expect(history.until(1, 20, twoADay).importDws).toBe(25);
    expect(history.until(1, 15, twoADay).importDws).toBe(15);
  });
});
