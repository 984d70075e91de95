import { flatStartText } from "@ven/openadr-schema";
import { describe, expect, it } from "vitest";

describe("flatStartText", () => {
  it("writes UTC without zone or fraction, cutting the fraction off", () => {
    expect(flatStartText(Date.UTC(2025, 0, 16, 14, 0, 9, 999))).toBe("2025-01-16T14:00:09");
  });

  it("writes the first and the last instant that it can", () => {
    expect(flatStartText(0)).toBe("1970-01-01T00:00:00");
    expect(flatStartText(253_402_300_799_999, { zoned: true })).toBe("9999-12-31T23:59:59Z");
  });

  it.each([-1, 253_402_300_800_000, Number.NaN, Number.POSITIVE_INFINITY])(
    "refuses %d, which no four-digit year from 1970 on holds",
    (timestampMs) => {
      expect(() => flatStartText(timestampMs)).toThrow("timestampMs");
    },
  );
});
