import { addDuration, compareDurations, formatDuration, ZERO_DURATION } from "@ven/openadr-schema";
import fc from "fast-check";
import { describe, expect, it } from "vitest";

const at = (text: string) => Date.parse(text);
const after = (text: string, duration: string, timeZone?: string) =>
  new Date(
    addDuration(at(text), duration, timeZone === undefined ? {} : { timeZone }),
  ).toISOString();

describe("addDuration", () => {
  it.each([
    ["2026-01-16T10:00:00Z", "PT1H30M0.5S", "2026-01-16T11:30:00.500Z"],
    ["2026-01-16T10:00:00Z", "P1W1D", undefined],
    ["2026-01-16T10:00:00Z", "P8D", "2026-01-24T10:00:00.000Z"],
    ["2026-01-31T10:00:00Z", "P1M", "2026-02-28T10:00:00.000Z"],
    ["2024-01-31T10:00:00Z", "P1M", "2024-02-29T10:00:00.000Z"],
    ["2024-02-29T10:00:00Z", "P1Y", "2025-02-28T10:00:00.000Z"],
    ["2026-01-31T10:00:00Z", "P1M1D", "2026-03-01T10:00:00.000Z"],
    ["2026-03-31T10:00:00Z", "-P1M", "2026-02-28T10:00:00.000Z"],
    ["2026-01-16T10:00:00Z", "P11M", "2026-12-16T10:00:00.000Z"],
    ["2026-01-16T10:00:00Z", "-PT11H", "2026-01-15T23:00:00.000Z"],
  ])("adds to %s %s", (start, duration, end) => {
    if (end === undefined) expect(() => after(start, duration)).toThrow("use an ISO 8601 duration");
    else expect(after(start, duration)).toBe(end);
  });

  it("keeps the local time of a zone over a change of its clocks, for days and longer", () => {
    const zone = "Europe/Copenhagen";
    // Clocks go forward on 29 March 2026 at 01:00 UTC and back on 25 October.
    expect(after("2026-03-28T11:00:00Z", "P1D", zone)).toBe("2026-03-29T10:00:00.000Z");
    expect(after("2026-03-28T11:00:00Z", "PT24H", zone)).toBe("2026-03-29T11:00:00.000Z");
    expect(after("2026-03-28T11:00:00Z", "P1D")).toBe("2026-03-29T11:00:00.000Z");
    expect(after("2026-10-24T10:00:00Z", "P1W", zone)).toBe("2026-10-31T11:00:00.000Z");
    expect(after("2026-02-28T23:00:00Z", "P1M", zone)).toBe("2026-03-31T22:00:00.000Z");
    expect(after("2026-03-29T11:00:00Z", "-P1D", zone)).toBe("2026-03-28T12:00:00.000Z");
  });

  it("moves a local time that clocks skip, and takes the first of one shown twice", () => {
    const zone = "Europe/Copenhagen";
    expect(after("2026-03-28T01:30:00Z", "P1D", zone)).toBe("2026-03-29T01:30:00.000Z");
    expect(after("2026-10-24T00:30:00Z", "P1D", zone)).toBe("2026-10-25T00:30:00.000Z");
    expect(after("2026-03-07T12:00:00Z", "P1D", "America/New_York")).toBe(
      "2026-03-08T11:00:00.000Z",
    );
  });

  it("adds exact time after the calendar's parts", () => {
    expect(after("2026-03-28T11:00:00Z", "P1DT2H", "Europe/Copenhagen")).toBe(
      "2026-03-29T12:00:00.000Z",
    );
  });

  it("knows zones with odd offsets and old local mean times", () => {
    expect(after("2026-01-16T00:00:00Z", "P1D", "Asia/Kathmandu")).toBe("2026-01-17T00:00:00.000Z");
    expect(after("1890-01-01T00:00:00Z", "P30Y", "Europe/Berlin")).toBe("1919-12-31T23:53:28.000Z");
    expect(after("0001-06-01T00:00:00Z", "P1D", "Europe/Copenhagen")).toBe(
      "0001-06-02T00:00:00.000Z",
    );
  });

  it("gives infinity for infinite durations and beyond the last date there is", () => {
    for (const duration of ["P9999Y", "P999999999Y", "P9007199254740991D", "P9007199254740991M"]) {
      expect(addDuration(0, duration)).toBe(Infinity);
      expect(addDuration(0, duration, { timeZone: "Europe/Copenhagen" })).toBe(Infinity);
      expect(addDuration(0, `-${duration}`)).toBe(-Infinity);
    }
    expect(addDuration(Infinity, "-P1M")).toBe(Infinity);
  });

  it("refuses a zone that does not exist", () => {
    for (const timeZone of ["Europe/Herning", "", "Europe/Copenhagen ".repeat(1_000)]) {
      expect(() => addDuration(0, "P1D", { timeZone })).toThrow(
        "use the name of an IANA time zone",
      );
    }
  });

  it("ends earlier for the shorter of two durations, from every start and in every zone", () => {
    const days = fc.nat(800);
    const durations = fc
      .record({ months: fc.nat(30), days, hours: fc.nat(50) })
      .map((parts) => formatDuration({ ...ZERO_DURATION, ...parts }));
    const starts = fc.integer({ min: at("1990-01-01T00:00:00Z"), max: at("2060-01-01T00:00:00Z") });
    const zones = fc.constantFrom("UTC", "Europe/Copenhagen", "America/New_York");
    fc.assert(
      fc.property(durations, durations, starts, zones, (a, b, start, timeZone) => {
        const order = compareDurations(a, b);
        fc.pre(order !== undefined);
        const ends = [a, b].map((duration) => addDuration(start, duration, { timeZone }));
        expect(Math.sign((ends[0] ?? 0) - (ends[1] ?? 0))).toBe(order);
      }),
    );
  });
});
