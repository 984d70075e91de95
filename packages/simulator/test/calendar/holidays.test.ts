import { createSimulator, fleetPreset } from "@ven/simulator";
import { withHolidays } from "@ven/simulator/holidays";
import { describe, expect, it, vi } from "vitest";

const fleet = (holidays: string | string[]) => ({ ...fleetPreset("one-pub"), holidays });

describe("the holidays of a fleet", () => {
  it("are looked up for its country", async () => {
    const { holidays } = await withHolidays(fleet("DK"), { fromYear: 2025, toYear: 2026 });
    expect(holidays).toContain("2025-04-18");
    expect(holidays).toContain("2026-12-25");
    // Nobody has the day off for mothers' day.
    expect(holidays).not.toContain("2025-05-11");
    expect((holidays as string[]).every((date) => /^202[56]-\d\d-\d\d$/.test(date))).toBe(true);
  });

  it("differ from state to state", async () => {
    const datesOf = async (place: string) =>
      (await withHolidays(fleet(place), { fromYear: 2025, toYear: 2025 })).holidays;
    expect(await datesOf("DE-BY")).toContain("2025-11-01");
    expect(await datesOf("DE-BE")).not.toContain("2025-11-01");
  });

  it("are its own dates where it lists them", async () => {
    const listed = fleet(["2025-06-05"]);
    expect(await withHolidays(listed)).toBe(listed);
    expect(createSimulator({ fleet: listed }).fleet.holidays).toEqual(["2025-06-05"]);
  });

  it("have to be looked up before the fleet is simulated", async () => {
    expect(() => createSimulator({ fleet: fleet("DK") })).toThrow(
      /fleet\.holidays "DK".*withHolidays\(fleet\)/,
    );
    expect(createSimulator({ fleet: await withHolidays(fleet("DK")) }).loadCount).toBe(6);
  });

  it("are refused for a country, a date or a year that is none", async () => {
    await expect(withHolidays(fleet("XX"))).rejects.toThrow(/fleet\.holidays "XX".*list the dates/);
    expect(() => createSimulator({ fleet: fleet("Denmark") })).toThrow(/give a country or state/);
    expect(() => createSimulator({ fleet: fleet(["2025-02-30"]) })).toThrow(/holidays/);
    await expect(withHolidays(fleet("DK"), { fromYear: 1_800 })).rejects.toThrow(/fromYear 1800/);
  });

  it("need the package date-holidays, which is told where it is missing", async () => {
    vi.doMock("date-holidays", () => {
      throw new Error("Cannot find package 'date-holidays'");
    });
    vi.resetModules();
    try {
      const { isNoHolidayDataError, withHolidays: lookUp } = await import(
        "@ven/simulator/holidays"
      );
      const error = await lookUp(fleet("DK")).catch((reason: unknown) => reason);
      expect(isNoHolidayDataError(error)).toBe(true);
      expect((error as Error).message).toMatch(
        /holidays of DK.*date-holidays: install it, or list/,
      );
      const listed = fleet(["2025-06-05"]);
      expect(await lookUp(listed)).toBe(listed);
    } finally {
      vi.doUnmock("date-holidays");
      vi.resetModules();
    }
  });
});
