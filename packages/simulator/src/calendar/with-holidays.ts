import { InvalidValueError } from "@ven/core";
import { NoHolidayDataError } from "../errors/no-holiday-data-error.ts";
import type { FleetSpecInput } from "../fleet/fleet-spec.ts";

/** Which years {@link withHolidays} looks up. */
export interface HolidayYears {
  /** 1900 to 2200. @defaultValue 2015 */
  readonly fromYear?: number;
  /** The last, 1900 to 2200. @defaultValue 2045 */
  readonly toYear?: number;
}

/** What we call of the package `date-holidays`. */
interface HolidayTables {
  getHolidays(year: number): readonly { readonly date: string; readonly type: string }[];
}

/**
 * Looks up the holidays of the country that a fleet names, such as `holidays: "DK"`, and gives the
 * fleet with their dates; as it is, if it names none. Needs the package `date-holidays`. Public holidays
 * count, as do bank holidays.
 *
 * @throws {NoHolidayDataError} if `date-holidays` is not installed
 * @throws {InvalidValueError} if it knows no such country or state, or a year is out of range
 */
export async function withHolidays<Fleet extends FleetSpecInput>(
  fleet: Fleet,
  years: HolidayYears = {},
): Promise<Fleet> {
  const { holidays } = fleet;
  if (typeof holidays !== "string") return fleet;
  const { fromYear = 2015, toYear = 2045 } = years;
  checkYear("fromYear", fromYear);
  checkYear("toYear", toYear);
  const tables = await openTables(holidays);
  const dates = new Set<string>();
  for (let year = fromYear; year <= toYear; year += 1) {
    for (const { date, type } of tables.getHolidays(year)) {
      if (type === "public" || type === "bank") dates.add(date.slice(0, 10));
    }
  }
  if (dates.size === 0) {
    const rule = "date-holidays knows none there: give another country or state, or list the dates";
    throw new InvalidValueError("fleet.holidays", holidays, rule);
  }
  return { ...fleet, holidays: [...dates].sort() };
}

async function openTables(place: string): Promise<HolidayTables> {
  const [country = "", state = "", region = ""] = place.split("-");
  try {
    const { default: Holidays } = await import("date-holidays");
    return new Holidays(country, state, region);
  } catch (cause) {
    throw new NoHolidayDataError(place, { cause });
  }
}

function checkYear(name: string, year: number): void {
  if (Number.isInteger(year) && year >= 1900 && year <= 2200) return;
  throw new InvalidValueError(name, year, "give a year from 1900 to 2200");
}
