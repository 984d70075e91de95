import { type UtcOffset, utcOffset } from "../time/utc-offset.ts";
import { checkCalendarInstant } from "./check-instant.ts";
import { type DayClocks, LocalDay } from "./local-day.ts";

const DAY_S = 86_400;
const DAY_MS = 86_400_000;

/** Days that are kept; more would help nobody who reads in order. */
const MOST_DAYS = 4_000;

/** Tells holidays, such as `(date) => date === "2026-12-25"`. Dates are local, `YYYY-MM-DD`. */
export type HolidayCheck = (date: string) => boolean;

/** The civil days of a time zone. Pure: what it keeps only saves time. */
export class LocalCalendar {
  readonly timeZone: string;
  readonly #offsetMs: UtcOffset;
  readonly #isHoliday: HolidayCheck | undefined;
  readonly #days = new Map<number, LocalDay>();

  /** @throws {InvalidValueError} if there is no such time zone */
  constructor(timeZone: string, isHoliday?: HolidayCheck) {
    this.timeZone = timeZone;
    this.#offsetMs = utcOffset("timeZone", timeZone);
    this.#isHoliday = isHoliday;
  }

  /**
   * The day of an instant, epoch s.
   *
   * @throws {InvalidValueError} if it is not of the years 1900 to 2200, or a few months from them
   */
  dayAt(atS: number): LocalDay {
    return this.#knownAt(atS) ?? this.#searchedAt(atS);
  }

  /** The day of an index, see {@link LocalDay.index}. */
  day(index: number): LocalDay {
    const known = this.#days.get(index);
    if (known !== undefined) return known;
    if (this.#days.size >= MOST_DAYS) this.#days.clear();
    const day = this.#describe(index);
    this.#days.set(index, day);
    return day;
  }

  /** Asking for an offset takes longer than all else: most instants lie in a day that is known. */
  #knownAt(atS: number): LocalDay | undefined {
    const index = Math.floor(atS / DAY_S);
    for (let near = index - 1; near <= index + 1; near += 1) {
      const day = this.#days.get(near);
      if (day !== undefined && atS >= day.startS && atS < day.endS) return day;
    }
    return undefined;
  }

  #searchedAt(atS: number): LocalDay {
    checkCalendarInstant(atS);
    const guess = this.day(Math.floor((atS + this.#offsetS(atS)) / DAY_S));
    if (atS < guess.startS) return this.day(guess.index - 1);
    return atS < guess.endS ? guess : this.day(guess.index + 1);
  }

  #describe(index: number): LocalDay {
    // A day ends where the next begins: one of the two is known to those who read in order.
    const startS = this.#days.get(index - 1)?.endS ?? this.#startS(index);
    const endS = this.#days.get(index + 1)?.startS ?? this.#startS(index + 1);
    const date = new Date(index * DAY_MS).toISOString().slice(0, 10);
    const clocks = this.#clocks(startS, endS);
    return new LocalDay(index, { startS, endS }, clocks, this.#isHoliday?.(date) ?? false);
  }

  #clocks(startS: number, endS: number): DayClocks {
    const beforeS = this.#offsetS(startS);
    const afterS = this.#offsetS(endS - 1);
    const isEven = beforeS === afterS;
    const changeS = isEven ? Number.POSITIVE_INFINITY : this.#changeS(startS, endS, beforeS);
    return { beforeS, afterS, changeS };
  }

  /** The first second of a day that has another offset than its first. */
  #changeS(startS: number, endS: number, before: number): number {
    let low = startS;
    let high = endS - 1;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (this.#offsetS(middle) === before) low = middle;
      else high = middle;
    }
    return high;
  }

  /** The first instant whose local date is this, or later where the zone leaves the date out. */
  #startS(index: number): number {
    const localS = index * DAY_S;
    const before = localS - this.#offsetS(localS - DAY_S);
    const after = localS - this.#offsetS(localS + DAY_S);
    const early = Math.min(before, after);
    return early + this.#offsetS(early) >= localS ? early : Math.max(before, after);
  }

  #offsetS(atS: number): number {
    return this.#offsetMs(atS * 1_000) / 1_000;
  }
}
