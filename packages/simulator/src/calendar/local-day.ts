/** What people make of a day: a holiday is like a Sunday. */
export type DayKind = "workday" | "saturday" | "sunday";

/** One civil day of a time zone: 23, 24 or 25 hours, or what else its clocks do. */
export interface LocalDay {
  /** Days since 1 January 1970, local. */
  readonly index: number;
  /** Its first instant, epoch s. */
  readonly startS: number;
  /** The first instant of the next day, epoch s. */
  readonly endS: number;
  /** 0 is Monday. */
  readonly weekday: number;
  readonly kind: DayKind;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly dayOfMonth: number;
  /** 1 to 366. */
  readonly dayOfYear: number;
  readonly isHoliday: boolean;

  /**
   * When a wall clock shows a time. The first instant of two where clocks go back; where they go
   * forward over it, as much later as they skip.
   *
   * @param wallS - seconds since 00:00 of this day; below 0 and past its end go on evenly
   * @returns epoch s
   */
  atWall(wallS: number): number;

  /**
   * What a wall clock shows.
   *
   * @param atS - epoch s within the day
   * @returns seconds since 00:00, 0 to 86,399 and beyond only where clocks go back over midnight
   */
  wallAt(atS: number): number;
}
