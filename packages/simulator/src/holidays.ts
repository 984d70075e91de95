export { type HolidayYears, withHolidays } from "./calendar/with-holidays.ts";
export {
  isNoHolidayDataError,
  NoHolidayDataError,
} from "./errors/no-holiday-data-error.ts";
