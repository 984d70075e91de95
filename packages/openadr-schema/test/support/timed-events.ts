import { formatDateTime, type TimedEvent } from "@ven/openadr-schema";
import fc from "fast-check";
import { START_AT_MS } from "./expand-event.ts";

/** Instants within three days of the examples' day, on the minute. */
const starts = fc
  .integer({ min: -1_440, max: 4_320 })
  .map((minutes) => formatDateTime(START_AT_MS + minutes * 60_000));

const lengths = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 600 }).map((minutes) => `PT${minutes}M`) },
  { weight: 1, arbitrary: fc.constantFrom("PT0S", "P1D", "P1M", "P9999Y") },
);

const bounds = fc.constantFrom(undefined, undefined, undefined, "PT5M", "PT2H");

const payloads = fc.array(
  fc.record({
    type: fc.constantFrom("PRICE", "GHG", "SIMPLE", "PRIVATE"),
    values: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 3 },
);

/** Events of every shape that the rules take: gaps, overlaps, loops, cuts, packed values, shifts. */
export const timedEvents: fc.Arbitrary<TimedEvent & { readonly id: string }> = fc
  .record({
    id: fc.uuid(),
    duration: fc.option(fc.constantFrom("PT0S", "PT5H", "P3D", "P9999Y"), { nil: undefined }),
    start: starts,
    length: lengths,
    randomizeStart: bounds,
    list: fc.array(
      fc.record({
        start: fc.option(fc.oneof(starts, fc.constant("0001-01-01")), { nil: undefined, freq: 2 }),
        duration: fc.option(lengths, { nil: undefined }),
        randomizeStart: bounds,
        payloads,
      }),
      { maxLength: 6 },
    ),
  })
  .map(({ id, duration, start, length, randomizeStart, list }) =>
    withoutGaps({
      id,
      duration,
      intervalPeriod: { start, duration: length, randomizeStart },
      intervals: list.map(({ payloads: own, ...intervalPeriod }, index) => ({
        id: index,
        intervalPeriod,
        payloads: own,
      })),
    }),
  );

/** Leaves out what is undefined, as JSON does. */
function withoutGaps(event: unknown): TimedEvent & { readonly id: string } {
  return JSON.parse(JSON.stringify(event));
}

/** Events whose intervals follow one another and do not end before the event does. */
export const contiguousEvents: fc.Arbitrary<TimedEvent & { readonly id: string }> = timedEvents.map(
  (event) =>
    withoutGaps({
      ...event,
      intervals: event.intervals?.map(({ id, intervalPeriod, payloads: own }) => ({
        id,
        intervalPeriod: { ...intervalPeriod, start: undefined },
        payloads: own,
      })),
    }),
);
