import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LocalCalendar } from "../../src/calendar/local-calendar.ts";

const seconds = (iso: string) => Date.parse(iso) / 1_000;
const hours = ({ startS, endS }: { startS: number; endS: number }) => (endS - startS) / 3_600;

/** Zones whose clocks change in summer, at midnight, by half an hour, over the date line, or never. */
const ZONES = [
  "Europe/Copenhagen",
  "America/Havana",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "America/St_Johns",
  "+05:30",
];

describe("a local calendar", () => {
  it("has days of 23, 24 and 25 hours where clocks change", () => {
    const calendar = new LocalCalendar("Europe/Copenhagen");
    expect(hours(calendar.dayAt(seconds("2026-03-29T12:00:00Z")))).toBe(23);
    expect(hours(calendar.dayAt(seconds("2026-10-25T12:00:00Z")))).toBe(25);
    expect(hours(calendar.dayAt(seconds("2026-07-01T12:00:00Z")))).toBe(24);
    const lordHowe = new LocalCalendar("Australia/Lord_Howe");
    expect(hours(lordHowe.dayAt(seconds("2026-04-05T00:00:00Z")))).toBe(24.5);
  });

  it("knows when a wall clock shows a time, also where it skips or repeats an hour", () => {
    const calendar = new LocalCalendar("Europe/Copenhagen");
    const spring = calendar.dayAt(seconds("2026-03-29T12:00:00Z"));
    expect(spring.atWall(1.5 * 3_600)).toBe(seconds("2026-03-29T00:30:00Z"));
    expect(spring.atWall(2.5 * 3_600)).toBe(seconds("2026-03-29T01:30:00Z"));
    expect(spring.atWall(4 * 3_600)).toBe(seconds("2026-03-29T02:00:00Z"));
    const autumn = calendar.dayAt(seconds("2026-10-25T12:00:00Z"));
    expect(autumn.atWall(2.5 * 3_600)).toBe(seconds("2026-10-25T00:30:00Z"));
    expect(autumn.atWall(3 * 3_600)).toBe(seconds("2026-10-25T02:00:00Z"));
    expect(autumn.wallAt(seconds("2026-10-25T00:30:00Z"))).toBe(2.5 * 3_600);
    expect(autumn.wallAt(seconds("2026-10-25T01:30:00Z"))).toBe(2.5 * 3_600);
  });

  it.each(ZONES)("lays the days of %s end to end, each instant in one", (zone) => {
    const calendar = new LocalCalendar(zone);
    for (let index = 14_800; index < 21_000; index += 1) {
      const day = calendar.day(index);
      if (day.endS < day.startS || day.endS !== calendar.day(index + 1).startS) {
        expect.fail(`day ${index}: ${day.startS} to ${day.endS}`);
      }
    }
    fc.assert(
      fc.property(fc.integer({ min: seconds("2010-07-01"), max: seconds("2027-06-01") }), (atS) => {
        const day = calendar.dayAt(atS);
        expect(day.startS).toBeLessThanOrEqual(atS);
        expect(day.endS).toBeGreaterThan(atS);
        const again = day.atWall(day.wallAt(atS));
        // Of an hour that comes twice, the first.
        expect(again === atS || again < atS).toBe(true);
        expect(day.wallAt(again)).toBe(day.wallAt(atS));
      }),
    );
  });

  it("knows weekdays, dates and holidays", () => {
    const calendar = new LocalCalendar("UTC", (date) => date === "2026-12-25");
    const of = (iso: string) => calendar.dayAt(seconds(iso));
    expect(of("2026-11-25T12:00:00Z")).toMatchObject({
      weekday: 2,
      kind: "workday",
      year: 2026,
      month: 11,
      dayOfMonth: 25,
      dayOfYear: 329,
      isHoliday: false,
    });
    expect(of("2026-12-25T12:00:00Z")).toMatchObject({
      weekday: 4,
      kind: "sunday",
      isHoliday: true,
    });
    expect(of("2026-11-28T12:00:00Z").kind).toBe("saturday");
    expect(of("1969-12-31T12:00:00Z")).toMatchObject({ index: -1, weekday: 2 });
  });
});
