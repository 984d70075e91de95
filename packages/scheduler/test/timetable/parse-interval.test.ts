import { InvalidValueError } from "@ven/core";
import { parseInterval } from "@ven/scheduler";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

describe("parseInterval", () => {
  it.each([
    ["500ms", 500],
    ["10s", 10_000],
    ["45s", 45_000],
    ["1m", 60_000],
    ["15m", 900_000],
    ["1h", 3_600_000],
    ["1d", 86_400_000],
    [" 10s ", 10_000],
  ])("reads %j as %d ms", (text, intervalMs) => {
    expect(parseInterval(text)).toBe(intervalMs);
  });

  it.each(["", "10", "s", "10 s", "1.5s", "-10s", "10S", "10sec", "1m30s", "1e3s", "ten"])(
    "refuses %j and shows how to write one",
    (text) => {
      expect(() => parseInterval(text)).toThrow(InvalidValueError);
      expect(() => parseInterval(text)).toThrow(
        `interval ${JSON.stringify(text)} is not valid: write a whole number and a unit`,
      );
    },
  );

  it.each(["0s", "99ms", "32d", "999999999999999999999d"])(
    "refuses %j, which is out of range",
    (text) => {
      expect(() => parseInterval(text)).toThrow("give 100ms to 31d");
    },
  );

  it("agrees with arithmetic for every number and unit in range", () => {
    const units = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
    fc.assert(
      fc.property(
        fc.constantFrom("ms" as const, "s" as const, "m" as const, "h" as const, "d" as const),
        fc.integer({ min: 1, max: 2_678_400_000 }),
        (unit, number) => {
          const expectedMs = number * units[unit];
          const read = () => parseInterval(`${number}${unit}`);
          if (expectedMs >= 100 && expectedMs <= 2_678_400_000) expect(read()).toBe(expectedMs);
          else expect(read).toThrow(InvalidValueError);
        },
      ),
    );
  });
});
