import { keyedRandom } from "@ven/core";
import { buildTimeline, expandIntervals, type RankedEvent } from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { START_AT_MS } from "../../support/expand-event.ts";
import { timedEvents } from "../../support/timed-events.ts";

const options = { version: "3.1.0", nowAtMs: START_AT_MS, random: keyedRandom("ven-17") } as const;
const TYPES = ["PRICE", "GHG", "SIMPLE", "PRIVATE"];

/** Half a day before the events' earliest start to two days after: loops have repeated by then. */
const instants = fc.integer({ min: -2_000, max: 8_000 }).map((n) => START_AT_MS + n * 60_000);

const events: fc.Arbitrary<readonly (RankedEvent & { readonly id: string })[]> = fc.array(
  fc
    .record({
      event: timedEvents,
      priority: fc.constantFrom(null, 0, 1),
      created: fc.constantFrom("2023-01-01T00:00:00Z", "2023-01-02T00:00:00Z"),
    })
    .map(({ event, priority, created }) => ({ ...event, priority, createdDateTime: created })),
  { maxLength: 5 },
);

/** What holds, found the plain way: everything that runs at the instant, the highest in rank first. */
function holds(all: readonly RankedEvent[], type: string, atMs: number) {
  const running = all.flatMap((event) => {
    const bare = {
      ...event,
      intervals: (event.intervals ?? []).map((one) => ({
        ...one,
        payloads: one.payloads.filter((payload) => payload.type === type).slice(-1),
      })),
    };
    const found = [];
    for (const interval of expandIntervals(bare, { ...options, fromAtMs: atMs })) {
      const { startAtMs, endAtMs, subIntervalIndex = 0 } = interval;
      // The parts of one interval come together, so a later part does not mean that all has begun.
      if (startAtMs > atMs && subIntervalIndex === 0) break;
      const runs = startAtMs <= atMs && endAtMs > atMs;
      if (runs && interval.payloads.length > 0) found.push({ event, interval });
    }
    return found;
  });
  return running.sort(
    (a, b) =>
      (a.event.priority ?? 9) - (b.event.priority ?? 9) ||
      (b.event.createdDateTime ?? "").localeCompare(a.event.createdDateTime ?? "") ||
      (a.event.id === b.event.id ? 0 : (a.event.id ?? "") < (b.event.id ?? "") ? -1 : 1) ||
      b.interval.pass - a.interval.pass ||
      b.interval.intervalIndex - a.interval.intervalIndex,
  )[0]?.interval;
}

describe("buildTimeline, for any events,", () => {
  it("says at every instant what a plain search through all intervals finds", () => {
    fc.assert(
      fc.property(events, fc.array(instants, { minLength: 1, maxLength: 8 }), (all, looked) => {
        const timeline = buildTimeline(all, options);
        for (const type of TYPES) {
          for (const atMs of looked) {
            const expected = holds(all, type, atMs);
            const segment = timeline.at(type, atMs);
            expect(segment?.values).toEqual(expected?.payloads[0]?.values);
            expect(segment?.interval.endAtMs).toBe(expected?.endAtMs);
            expect(segment?.interval.intervalId).toBe(expected?.intervalId);
          }
        }
      }),
      { numRuns: 120 },
    );
  });

  it("never has two intervals at once for one type, and walks what it says at each instant", () => {
    const window = fc.tuple(instants, instants).map(([a, b]) => [Math.min(a, b), Math.max(a, b)]);
    fc.assert(
      fc.property(events, window, (all, [fromAtMs = 0, untilAtMs = 0]) => {
        const timeline = buildTimeline(all, options);
        for (const type of TYPES) {
          let endAtMs = fromAtMs;
          let left = 50;
          for (const segment of timeline.segments(type, { fromAtMs, untilAtMs })) {
            expect(segment.fromAtMs).toBeGreaterThanOrEqual(endAtMs);
            expect(segment.untilAtMs).toBeGreaterThan(segment.fromAtMs);
            expect(segment.untilAtMs).toBeLessThanOrEqual(untilAtMs);
            expect(segment.interval.startAtMs).toBeLessThanOrEqual(segment.fromAtMs);
            expect(segment.interval.endAtMs).toBeGreaterThanOrEqual(segment.untilAtMs);
            if (segment.fromAtMs > endAtMs) {
              expect(timeline.at(type, endAtMs)).toBeUndefined();
              expect(timeline.nextChangeAtMs(type, endAtMs)).toBe(segment.fromAtMs);
            }
            const looked = timeline.at(type, segment.fromAtMs);
            expect(looked?.values).toEqual(segment.values);
            expect(Math.min(looked?.untilAtMs ?? 0, untilAtMs)).toBe(segment.untilAtMs);
            endAtMs = segment.untilAtMs;
            left -= 1;
            if (left === 0) break;
          }
          if (left > 0 && endAtMs < untilAtMs) expect(timeline.at(type, endAtMs)).toBeUndefined();
        }
      }),
      { numRuns: 60 },
    );
  });

  it("does not mind the order in which the events come", () => {
    const shuffled = events.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, instants, ([all, other], fromAtMs) => {
        const window = { fromAtMs, untilAtMs: fromAtMs + 86_400_000 };
        const walk = (some: readonly RankedEvent[]) =>
          TYPES.map((type) => [...buildTimeline(some, options).segments(type, window)]);
        expect(walk(other)).toEqual(walk(all));
      }),
    );
  });
});
