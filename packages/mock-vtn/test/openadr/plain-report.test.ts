import * as v301 from "@ven/openadr-schema/3.0.1";
import * as v310 from "@ven/openadr-schema/3.1.0";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isNestedDeeper } from "../../src/http/is-nested-deeper.ts";
import { isPlainReport } from "../../src/openadr/plain-report.ts";

const SCHEMAS = { "3.0.1": v301.reportRequestSchema, "3.1.0": v310.reportRequestSchema } as const;

/** Values that some rule forbids somewhere, and some that look as if it did. */
const ODD_VALUES: readonly unknown[] = [
  "",
  null,
  undefined,
  -0,
  1.5,
  2_147_483_647,
  2_147_483_648,
  -2_147_483_649,
  Number.POSITIVE_INFINITY,
  true,
  [],
  {},
  [[]],
  "x".repeat(128),
  "x".repeat(129),
  "😀".repeat(128),
  "😀".repeat(129),
  "x".repeat(65_537),
  "2026-02-30T10:00:00Z",
  "0001-01-01",
  "PT0S",
  "P",
  "a b",
  { x: 1, y: 2 },
];
const odd = fc.oneof(fc.constantFrom(...ODD_VALUES), fc.jsonValue());

/** The value that is right here, mostly, or an odd one. */
const mostly = <Value>(right: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 40, arbitrary: right }, { weight: 1, arbitrary: odd });

/** An object that may lack a property or have one more. */
type Properties = Readonly<Record<string, fc.Arbitrary<unknown>>>;
const object = (required: Properties, optional: Properties = {}) =>
  fc
    .tuple(
      fc.record({ ...required, ...optional }, { requiredKeys: Object.keys(required) }),
      fc.oneof(
        { weight: 60, arbitrary: fc.constant([]) },
        {
          weight: 1,
          arbitrary: fc.tuple(fc.constant("lack"), fc.constantFrom(...Object.keys(required))),
        },
        { weight: 1, arbitrary: fc.tuple(fc.constantFrom("extra", "__proto__"), odd) },
      ),
    )
    .map(([made, [change, detail]]) => {
      const entries = Object.entries(made);
      if (change === "lack") return Object.fromEntries(entries.filter(([key]) => key !== detail));
      return Object.fromEntries(change === undefined ? entries : [...entries, [change, detail]]);
    });

const period = object(
  {
    start: mostly(
      fc.constantFrom("2026-01-16T10:00:00Z", "2026-01-16T11:00:00+01:00", "0001-01-01"),
    ),
  },
  { duration: mostly(fc.constantFrom("PT0S", "PT15M")), randomizeStart: fc.constant("PT5M") },
);
const payload = object({
  type: mostly(fc.constantFrom("READING", "USAGE")),
  values: mostly(
    fc.array(mostly(fc.oneof(fc.double({ noNaN: true }), fc.boolean())), { maxLength: 2 }),
  ),
});
const interval = object(
  { id: mostly(fc.integer()), payloads: mostly(fc.array(payload, { maxLength: 2 })) },
  { intervalPeriod: mostly(period) },
);
const resource = object(
  {
    resourceName: mostly(fc.constantFrom("pub/load_0", "site")),
    intervals: mostly(fc.array(interval, { maxLength: 2 })),
  },
  { intervalPeriod: mostly(period) },
);
const descriptor = object(
  { payloadType: mostly(fc.constant("READING")) },
  {
    objectType: mostly(fc.constant("REPORT_PAYLOAD_DESCRIPTOR")),
    units: mostly(fc.constant("KW")),
  },
);
const report = object(
  {
    eventID: mostly(fc.constant("event-1")),
    clientName: mostly(fc.constant("ven")),
    resources: mostly(fc.array(resource, { maxLength: 3 })),
  },
  {
    programID: mostly(fc.constant("program-1")),
    reportName: mostly(fc.constantFrom("name", null)),
    payloadDescriptors: mostly(fc.array(descriptor, { maxLength: 2 })),
  },
);

describe.each(["3.0.1", "3.1.0"] as const)("isPlainReport of %s", (version) => {
  it("takes nothing that the schema refuses or that is nested too deep", () => {
    let takenCount = 0;
    let refusedCount = 0;
    fc.assert(
      fc.property(mostly(report), (value) => {
        const isTaken = isPlainReport(value, version);
        const isValid = SCHEMAS[version].safeParse(value).success && !isNestedDeeper(value, 100);
        if (isTaken) expect(isValid).toBe(true);
        if (isTaken) takenCount += 1;
        else if (!isValid) refusedCount += 1;
      }),
      { numRuns: 2_000 },
    );
    // Else this would say nothing.
    expect(takenCount).toBeGreaterThan(100);
    expect(refusedCount).toBeGreaterThan(100);
  });

  it("takes a valid report with one odd value anywhere only if the schema takes it", () => {
    const period = { start: "2026-01-16T10:00:00Z", duration: "PT15M" };
    const payloads = [{ type: "READING", values: [1, "x", true] }];
    const interval = { id: 0, intervalPeriod: period, payloads };
    const objectType = "REPORT_PAYLOAD_DESCRIPTOR";
    const whole = {
      programID: "program-1",
      eventID: "event-1",
      clientName: "ven",
      reportName: "name",
      payloadDescriptors: [{ objectType, payloadType: "READING", units: "KW", confidence: 100 }],
      resources: [
        { resourceName: "a", intervalPeriod: period, intervals: [interval, interval] },
        { resourceName: "b", intervals: [interval] },
      ],
    };
    expect(isPlainReport(whole, version)).toBe(true);
    const variants = [...variantsOf(whole)];
    const taken = variants.filter((variant) => isPlainReport(variant, version));
    for (const variant of taken) expect(SCHEMAS[version].safeParse(variant).error).toBeUndefined();
    expect(variants.length).toBeGreaterThan(1_000);
    expect(taken.length).toBeGreaterThan(100);
  });

  it("takes what meters write, of one reading or of many, with own periods or without", () => {
    const series = Array.from({ length: 48 }, (_, id) => ({
      id,
      intervalPeriod: {
        start: `2026-01-16T${String(id % 24).padStart(2, "0")}:00:00Z`,
        duration: "PT30M",
      },
      payloads: [
        { type: "USAGE", values: [id / 10] },
        { type: "DATA_QUALITY", values: ["OK"] },
      ],
    }));
    const body = {
      programID: "program-1",
      eventID: "event-1",
      clientName: "ven",
      reportName: null,
      payloadDescriptors: [{ objectType: "REPORT_PAYLOAD_DESCRIPTOR", payloadType: "USAGE" }],
      resources: [
        { resourceName: "a", intervals: series },
        {
          resourceName: "b",
          intervalPeriod: { start: "2026-01-16T10:00:00Z" },
          intervals: [{ id: 0, payloads: [{ type: "READING", values: [-1.5, true] }] }],
        },
      ],
      private: { anything: [1] },
    };
    expect(isPlainReport(body, version)).toBe(true);
    expect(SCHEMAS[version].safeParse(body).success).toBe(true);
  });

  it("leaves deep nests to others wherever they are", () => {
    let deep: unknown = 0;
    for (let level = 0; level < 101; level += 1) deep = [deep];
    const ids = { programID: "p", eventID: "e", clientName: "c" };
    const start = "2026-01-16T10:00:00Z";
    for (const [inResource, inPeriod, inInterval, inPayload] of [
      [{ deep }, {}, {}, {}],
      [{}, { deep }, {}, {}],
      [{}, {}, { deep }, {}],
      [{}, {}, {}, { deep }],
    ] as const) {
      const payloads = [{ type: "READING", values: [1], ...inPayload }];
      const intervals = [{ id: 0, payloads, ...inInterval }];
      const intervalPeriod = { start, ...inPeriod };
      const resources = [{ resourceName: "r", intervalPeriod, intervals, ...inResource }];
      expect(isPlainReport({ ...ids, resources }, version)).toBe(false);
    }
    expect(isPlainReport({ ...ids, resources: [], extra: deep }, version)).toBe(false);
    expect(isPlainReport({ ...ids, resources: [], payloadDescriptors: [{ deep }] }, version)).toBe(
      false,
    );
  });
});

/** All that a value becomes when one part of it is replaced by an odd value, or gets one more. */
function* variantsOf(value: unknown): Iterable<unknown> {
  yield* ODD_VALUES;
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) {
      for (const variant of variantsOf(item)) yield value.with(index, variant);
    }
  } else if (typeof value === "object" && value !== null) {
    for (const oddValue of ODD_VALUES) yield { ...value, extra: oddValue };
    for (const [key, item] of Object.entries(value)) {
      const { [key]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const variant of variantsOf(item)) yield { ...value, [key]: variant };
    }
  }
}
