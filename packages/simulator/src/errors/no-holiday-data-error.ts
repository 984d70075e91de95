import { isVenError, VenError } from "@ven/core";

/** The holidays of a country were to be looked up, but the package that knows them is not there. */
export class NoHolidayDataError extends VenError {
  constructor(place: string, options: { cause?: unknown } = {}) {
    super(
      `the holidays of ${place} are not known without the package date-holidays: install it, or list the dates in the fleet's holidays`,
      { code: "NO_HOLIDAY_DATA", ...options },
    );
  }
}

/** Tells whether a caught value is a {@link NoHolidayDataError}. */
export function isNoHolidayDataError(value: unknown): value is NoHolidayDataError {
  return isVenError(value, "NO_HOLIDAY_DATA");
}
