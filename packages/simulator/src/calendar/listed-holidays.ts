import { InvalidValueError } from "@ven/core";
import { z } from "zod";
import type { HolidayCheck } from "./local-calendar.ts";

/** Holidays: dates `YYYY-MM-DD`, or a country or state such as `DK` or `DE-BY` whose they are. */
export const holidaysSpec = z.union([
  z.array(z.iso.date()).max(10_000),
  z
    .string()
    .max(16)
    .regex(
      /^[A-Z]{2}(-[A-Z0-9]{1,6}){0,2}$/,
      "give a country or state such as DK or DE-BY, or a list of dates",
    ),
]);

/** See {@link holidaysSpec}. */
export type Holidays = z.infer<typeof holidaysSpec>;

/**
 * Tells the holidays of a fleet.
 *
 * @throws {InvalidValueError} for a country: its dates have to be looked up first
 */
export function holidayCheck(holidays: Holidays | undefined): HolidayCheck | undefined {
  if (holidays === undefined) return undefined;
  if (typeof holidays === "string") {
    const rule =
      'look its dates up first, with withHolidays(fleet) from "@ven/simulator/holidays", or list them';
    throw new InvalidValueError("fleet.holidays", holidays, rule);
  }
  const dates = new Set(holidays);
  return (date) => dates.has(date);
}
