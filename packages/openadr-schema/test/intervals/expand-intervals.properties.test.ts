import { keyedRandom } from "@ven/core";
import {
  type EventInterval,
  type ExpandIntervalsOptions,
  expandIntervals,
  type TimedEvent,
} from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { START_AT_MS } from "../support/expand-event.ts";
import { contiguousEvents, timedEvents } from "../support/timed-events.ts";

const MOST = 60;

/** At most 60 intervals of an event. */
function first(event: TimedEvent, options: Partial<ExpandIntervalsOptions> = {}): EventInterval[] {
  const at = { nowAtMs: START_AT_MS, fromAtMs: -Infinity, random: keyedRandom("ven-17") };
  const found: EventInterval[] = [];
  for (const interval of expandIntervals(event, { version: "3.1.0", ...at, ...options })) {
    if (found.push(interval) === MOST) break;
  }
  return found;
}

describe("expandIntervals, for any event,", () => {
  it("leaves no gap and no overlap between intervals that follow one another", () => {
    fc.assert(
      fc.property(contiguousEvents, (event) => {
        const intervals = first(event);
        for (const [i, { startAtMs }] of intervals.entries()) {
          if (i > 0) expect(startAtMs).toBe(intervals[i - 1]?.endAtMs);
        }
      }),
    );
  });

  it("keeps the order of starts, ends nothing before it starts, and names its own intervals", () => {
    fc.assert(
      fc.property(timedEvents, (event) => {
        let wholeStart = -Infinity;
        for (const one of first(event)) {
          expect(one.endAtMs).toBeGreaterThanOrEqual(one.startAtMs);
          expect(event.intervals?.[one.intervalIndex]?.id).toBe(one.intervalId);
          if ((one.subIntervalIndex ?? 0) > 0) continue;
          expect(one.startAtMs).toBeGreaterThanOrEqual(wholeStart);
          wholeStart = one.startAtMs;
        }
      }),
    );
  });

  it("splits values without moving the ends of their interval", () => {
    fc.assert(
      fc.property(timedEvents, (event) => {
        const packed = first(event);
        fc.pre(packed.length < MOST);
        const bare = (event.intervals ?? []).map((one) => ({ ...one, payloads: [] }));
        for (const whole of first({ ...event, intervals: bare })) {
          const parts = packed.filter(
            ({ pass, intervalIndex }) =>
              pass === whole.pass && intervalIndex === whole.intervalIndex,
          );
          expect(parts[0]?.startAtMs).toBe(whole.startAtMs);
          expect(parts.at(-1)?.endAtMs).toBe(whole.endAtMs);
          for (const [i, { startAtMs }] of parts.entries()) {
            if (i > 0) expect(startAtMs).toBe(parts[i - 1]?.endAtMs);
          }
        }
      }),
    );
  });

  it("finds from any instant on what a walk from the beginning finds", () => {
    const instants = fc.integer({ min: -3_000, max: 9_000 }).map((n) => START_AT_MS + n * 60_000);
    fc.assert(
      fc.property(timedEvents, instants, (event, fromAtMs) => {
        const walked = first(event).filter(
          ({ startAtMs, endAtMs }) =>
            endAtMs > fromAtMs || (startAtMs === endAtMs && startAtMs >= fromAtMs),
        );
        const jumped = first(event, { fromAtMs });
        expect(jumped.slice(0, walked.length)).toEqual(walked);
      }),
      { numRuns: 200 },
    );
  });

  it("gives the same for the same seed, and shifts no further than the bounds for any", () => {
    fc.assert(
      fc.property(timedEvents, fc.nat(), (event, seed) => {
        const random = keyedRandom(seed);
        expect(first(event, { random })).toEqual(first(event, { random: keyedRandom(seed) }));
        const middle = first(event, { random: () => 0.5 });
        const shifted = first(event, { random });
        for (const one of shifted.slice(0, event.intervals?.length ?? 0)) {
          const still = middle.find(
            ({ pass, intervalIndex, subIntervalIndex }) =>
              pass === one.pass &&
              intervalIndex === one.intervalIndex &&
              subIntervalIndex === one.subIntervalIndex,
          );
          if (still === undefined || (one.subIntervalIndex ?? 0) > 0) continue;
          expect(Math.abs(one.startAtMs - still.startAtMs)).toBeLessThanOrEqual(2 * 3_600_000);
        }
      }),
    );
  });
});
