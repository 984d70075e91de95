import {
  DATA_QUALITIES,
  type DataQuality,
  MEASURED_QUANTITIES,
  MEASUREMENT_ROLES,
  type MeasuredQuantity,
  type Measurement,
} from "@ven/openadr-schema";
import fc from "fast-check";

const quantities = Object.keys(MEASURED_QUANTITIES) as MeasuredQuantity[];
const qualities = Object.keys(DATA_QUALITIES) as DataQuality[];
const name = fc.string({ minLength: 1, maxLength: 60, unit: "grapheme" });

/** Any measurement, also such as no report can carry. */
export const anyMeasurement: fc.Arbitrary<Measurement> = fc.record(
  {
    resourceName: fc.oneof(name, fc.string({ maxLength: 200 })),
    loadId: fc.oneof(fc.constantFrom("load_0", "load_5"), fc.string({ maxLength: 64 })),
    resourceId: name,
    quantity: fc.constantFrom(...quantities),
    role: fc.constantFrom(...MEASUREMENT_ROLES),
    startAtMs: fc.oneof(
      fc.integer({ min: 0, max: 4_000_000_000_000 }),
      fc.constantFrom(-1, Number.NaN, 1e15),
    ),
    durationMs: fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: 0, max: 10_000_000_000 }) },
      { weight: 1, arbitrary: fc.constantFrom(-1, Number.NaN, Infinity, 1e15) },
    ),
    value: fc.oneof(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.double()),
    readingType: fc.constantFrom("DIRECT_READ", "ESTIMATED"),
    quality: fc.constantFrom(...qualities),
  },
  { requiredKeys: ["resourceName", "quantity", "role", "startAtMs", "value"] },
);

/** A reading of one load, in W. */
export const powerReading: Measurement = {
  resourceName: "Murphy's Pub",
  loadId: "load_0",
  quantity: "power",
  role: "usage",
  startAtMs: Date.UTC(2026, 0, 16, 10),
  durationMs: 0,
  value: 1_234,
};
