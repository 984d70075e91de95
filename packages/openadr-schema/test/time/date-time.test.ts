import { isInvalidValueError } from "@ven/core";
import { formatDateTime, NOW_TEXTS, parseDateTime } from "@ven/openadr-schema";
import { intervalPeriodSchema as intervalPeriodSchema301 } from "@ven/openadr-schema/3.0.1";
import { intervalPeriodSchema as intervalPeriodSchema310 } from "@ven/openadr-schema/3.1.0";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("parseDateTime", () => {
  it.each([
    ["2026-03-29T01:00:00Z", "2026-03-29T01:00:00.000Z"],
    ["2026-03-29t01:00:00z", "2026-03-29T01:00:00.000Z"],
    ["2026-03-29 01:00:00+00:00", "2026-03-29T01:00:00.000Z"],
    ["2026-03-29T01:00:00+02:00", "2026-03-28T23:00:00.000Z"],
    ["2026-03-29T01:00:00.5-00:30", "2026-03-29T01:30:00.500Z"],
    ["2026-03-29T01:00:00.123987654321Z", "2026-03-29T01:00:00.123Z"],
    ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"],
    ["0099-01-01T00:00:00Z", "0099-01-01T00:00:00.000Z"],
  ])("reads %s", (text, instant) => {
    expect(parseDateTime(text)).toBe(Date.parse(instant));
  });

  it.each([
    "0001-01-01",
    "0001-01-01T00:00:00",
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00.000Z",
    "0001-01-01T00:00:00+00:00",
    "0000-00-00",
    "0000-00-00T00:00:00",
    "0000-00-00T00:00:00Z",
  ])("takes %s for now", (text) => {
    expect(parseDateTime(text)).toBe("now");
  });

  it.each([
    "",
    "2026-03-29",
    "2026-03-29T01:00:00",
    "2026-02-29T01:00:00Z",
    "14:13:26",
    "now",
    "0000-01-01",
    "0001-01-01T00:00:00+01:0",
  ])("refuses %j and says what to write", (text) => {
    expect(() => parseDateTime(text)).toThrow(
      `date-time ${JSON.stringify(text)} is not valid: use an RFC 3339 date-time with its zone`,
    );
  });

  it("refuses 100,000 characters for their number alone, whatever they say", () => {
    for (const text of [`2026-03-29T01:00:00.${"1".repeat(100_000)}Z`, "0".repeat(100_000)]) {
      expect(() => parseDateTime(text, "start")).toThrow(/^start .*at most 64 characters$/);
      expect(() => parseDateTime(text)).toThrow(expect.toSatisfy(isInvalidValueError));
    }
    expect(parseDateTime(`2026-03-29T01:00:00.${"1".repeat(43)}Z`)).toBe(
      Date.parse("2026-03-29T01:00:00.111Z"),
    );
    expect(() => parseDateTime(`2026-03-29T01:00:00.${"1".repeat(44)}Z`)).toThrow("at most 64");
  });
});

describe("formatDateTime", () => {
  it("writes a fraction only where there is one", () => {
    expect(formatDateTime(Date.UTC(2026, 2, 29, 1))).toBe("2026-03-29T01:00:00Z");
    expect(formatDateTime(Date.UTC(2026, 2, 29, 1, 0, 0, 50))).toBe("2026-03-29T01:00:00.050Z");
  });

  it("is read back as the same instant", () => {
    const instants = fc.integer({
      min: Date.parse("0001-01-01T00:00:00.001Z"),
      max: Date.parse("9999-12-31T23:59:59.999Z"),
    });
    fc.assert(
      fc.property(instants, (atMs) => {
        expect(parseDateTime(formatDateTime(atMs))).toBe(atMs);
      }),
    );
  });

  it.each([Number.NaN, Infinity, 8.64e15, -8.64e15, Date.parse("0001-01-01T00:00:00Z")])(
    "refuses %s, which has no such text",
    (atMs) => {
      expect(() => formatDateTime(atMs)).toThrow(
        "give epoch milliseconds in the years 0000 to 9999",
      );
    },
  );
});

describe("NOW_TEXTS", () => {
  it("holds a form that the schemas of its version take for now", () => {
    expect(Object.values(NOW_TEXTS).map((text) => parseDateTime(text))).toEqual(["now", "now"]);
    expect(intervalPeriodSchema301.safeParse({ start: NOW_TEXTS["3.0.1"] }).success).toBe(true);
    expect(intervalPeriodSchema310.safeParse({ start: NOW_TEXTS["3.1.0"] }).success).toBe(true);
  });
});
