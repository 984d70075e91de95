import {
  encodeFlatReport,
  encodeFlatReportText,
  FLAT_READING_TYPES,
  FLAT_REPORT_TYPES,
  type FlatReportInput,
} from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

/** A value that is most often right. */
function mostly<Value>(right: fc.Arbitrary<Value>, ...wrong: readonly unknown[]) {
  return fc.oneof(
    { weight: 12, arbitrary: right },
    { weight: 1, arbitrary: fc.constantFrom(...wrong) },
  );
}

const anyName = mostly(
  fc.oneof(
    fc.string({ minLength: 1, maxLength: 40, unit: "binary" }),
    fc.constantFrom("x".repeat(128), "\ud800", 'a "quoted" name', "Murphy's Pub"),
  ),
  "",
  "x".repeat(129),
  null,
  7,
  {},
);
const anyInput = fc.record(
  {
    venName: anyName,
    vtnVenId: mostly(fc.stringMatching(/^[a-zA-Z0-9_-]{1,128}$/), "", "a b", "../vens", "id\n", 7),
    resourceId: anyName,
    resourceName: anyName,
    timestampMs: mostly(
      fc.oneof(fc.integer({ min: 0, max: 253_402_300_799_999 }), fc.double({ min: 0, max: 1e14 })),
      -1,
      1e15,
      Number.NaN,
      "1",
    ),
    powerW: mostly(
      fc.oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: -1e6, max: 1e6 }).map((tenths) => tenths / 10),
        fc.constantFrom(-0, -5e-324, 1e21),
      ),
      Number.NaN,
      Infinity,
      "1",
    ),
    loadId: anyName,
    programId: anyName,
    reportType: mostly(fc.constantFrom(...FLAT_REPORT_TYPES), "consumption"),
    readingType: mostly(fc.constantFrom(...FLAT_READING_TYPES), "watts"),
    zoned: mostly(fc.boolean(), "yes"),
  },
  { requiredKeys: ["venName", "vtnVenId", "resourceId", "resourceName", "timestampMs", "powerW"] },
) as fc.Arbitrary<FlatReportInput>;

function outcomeOf(encode: () => string): string {
  try {
    return encode();
  } catch (error) {
    return `thrown: ${error}`;
  }
}

describe("encodeFlatReportText", () => {
  it("writes the very bytes of encodeFlatReport's report, and refuses what it refuses", () => {
    let writtenCount = 0;
    fc.assert(
      fc.property(anyInput, (input) => {
        const expected = outcomeOf(() => JSON.stringify(encodeFlatReport(input)));
        expect(outcomeOf(() => encodeFlatReportText(input))).toBe(expected);
        if (!expected.startsWith("thrown: ")) writtenCount += 1;
      }),
      { numRuns: 1_000 },
    );
    expect(writtenCount).toBeGreaterThan(200);
  });
});
