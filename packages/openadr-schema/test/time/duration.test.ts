import { isInvalidValueError } from "@ven/core";
import {
  compareDurations,
  type Duration,
  formatDuration,
  isInfiniteDuration,
  isSameDuration,
  parseDuration,
  ZERO_DURATION,
} from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const count = fc.oneof(fc.constant(0), fc.nat(500), fc.maxSafeNat());
const durations: fc.Arbitrary<Duration> = fc
  .record({
    years: count,
    months: count,
    weeks: fc.constant(0),
    days: count,
    hours: count,
    minutes: count,
    seconds: fc.oneof(
      count,
      fc.nat(60_000_000).map((micros) => micros / 1e6),
    ),
  })
  .chain((duration) => fc.boolean().map((isNegative) => signed(duration, isNegative)));

function signed(duration: Duration, isNegative: boolean): Duration {
  const entries = Object.entries(duration).map(([name, value]) => [
    name,
    isNegative && value !== 0 ? -value : value,
  ]);
  return Object.fromEntries(entries);
}

describe("parseDuration", () => {
  it.each([
    ["PT15M", { minutes: 15 }],
    ["P1Y2M3DT4H5M6.75S", { years: 1, months: 2, days: 3, hours: 4, minutes: 5, seconds: 6.75 }],
    ["P2W", { weeks: 2 }],
    ["PT0H", {}],
    ["P9999Y", { years: 9_999 }],
    ["P1DT", { days: 1 }],
    ["-P1DT2H", { days: -1, hours: -2 }],
  ])("reads %s", (text, parts) => {
    expect(parseDuration(text)).toEqual({ ...ZERO_DURATION, ...parts });
  });

  it.each([
    "",
    "P",
    "PT",
    "P4H",
    "P-1D",
    "PT1.5H",
    "1H",
    "P1D2W",
    "pt1h",
    "PT1H ",
    "-PT",
    "P99999999999999999999Y",
  ])("refuses %j and quotes it", (text) => {
    expect(() => parseDuration(text)).toThrow(`duration ${JSON.stringify(text)} is not valid`);
  });

  it("refuses 100,000 characters for their number alone, whatever they say", () => {
    for (const text of [
      `P${"1".repeat(100_000)}D`,
      `PT${"0".repeat(100_000)}S`,
      "P".repeat(100_000),
    ]) {
      expect(() => parseDuration(text, "event.duration")).toThrow(/^event\.duration .*at most 64/);
      expect(() => parseDuration(text)).toThrow(expect.toSatisfy(isInvalidValueError));
    }
    // One character past the limit is refused though it would read; at the limit it reads.
    expect(parseDuration(`PT${"0".repeat(60)}1S`)).toEqual({ ...ZERO_DURATION, seconds: 1 });
    expect(() => parseDuration(`PT${"0".repeat(61)}1S`)).toThrow("at most 64 characters");
  });
});

describe("formatDuration", () => {
  it.each([
    [{}, "PT0S"],
    [{ days: 1, hours: 2 }, "P1DT2H"],
    [{ minutes: -5 }, "-PT5M"],
    [{ weeks: 2 }, "P2W"],
    [{ weeks: 1, days: 1 }, "P8D"],
    [{ seconds: 1e-7 }, "PT0.0000001S"],
  ])("writes %j as %s", (parts, text) => {
    expect(formatDuration({ ...ZERO_DURATION, ...parts })).toBe(text);
  });

  it.each([
    [{ days: 1, hours: -1 }, "give all its parts the same sign"],
    [{ days: 1.5 }, "duration.days 1.5 is not valid"],
    [{ seconds: Number.NaN }, "duration.seconds NaN is not valid"],
  ])("refuses %j", (parts, reason) => {
    expect(() => formatDuration({ ...ZERO_DURATION, ...parts })).toThrow(reason);
  });

  it("is read back as the same duration", () => {
    fc.assert(
      fc.property(durations, (duration) => {
        const text = formatDuration(duration);
        fc.pre(text.length <= 64);
        expect(parseDuration(text)).toEqual(duration);
      }),
    );
  });
});

describe("isSameDuration", () => {
  it.each([
    ["PT0S", "P0Y0M0DT0H0M0S"],
    ["PT0S", "-PT0S"],
    ["P9999Y", "P9999Y0M0DT0H0M0S"],
    ["P9999Y", "P10000Y"],
    ["PT60M", "PT1H"],
    ["PT3600.7S", "PT1H0.7S"],
    ["P1Y", "P12M"],
    ["P1W", "P7D"],
  ])("takes %s for %s", (a, b) => {
    expect(isSameDuration(a, b)).toBe(true);
    expect(isSameDuration(parseDuration(b), parseDuration(a))).toBe(true);
  });

  it.each([
    ["P1D", "PT24H"],
    ["P1M", "P30D"],
    ["P9998Y", "P9999Y"],
    ["PT1H", "-PT1H"],
  ])("does not take %s for %s", (a, b) => {
    expect(isSameDuration(a, b)).toBe(false);
  });
});

describe("compareDurations", () => {
  it.each([
    ["PT1H", "PT90M", -1],
    ["P1M", "P27D", 1],
    ["P1M", "P32D", -1],
    ["P2M", "P58D", 1],
    ["P1Y", "P367D", -1],
    ["P1D", "PT22H", 1],
    ["P9999Y", "P9998Y", 1],
    ["-PT1H", "PT0S", -1],
    ["-P1M", "-P27D", -1],
    ["P1Y", "P364D", 1],
    ["P1Y", "P366D", undefined],
    ["P1D", "PT23H30M", undefined],
    ["P1M", "P30D", undefined],
    ["P1D", "PT24H", undefined],
    ["P1M", "P28D", undefined],
  ])("compares %s and %s", (a, b, order) => {
    expect(compareDurations(a, b)).toBe(order);
    expect(compareDurations(b, a)).toBe(order === undefined ? undefined : -order);
  });
});

describe("isInfiniteDuration", () => {
  it("knows P9999Y however a VTN writes it", () => {
    expect(["P9999Y", "P9999Y0M0DT0H0M0S", "P999999999Y"].map(isInfiniteDuration)).toEqual([
      true,
      true,
      true,
    ]);
    expect(["P9998Y", "PT0S", "-P9999Y"].map(isInfiniteDuration)).toEqual([false, false, false]);
  });
});
