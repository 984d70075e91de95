/** What people make of a day: a holiday is like a Sunday. */
export type DayKind = "workday" | "saturday" | "sunday";

const DAY_S = 86_400;
const DAY_MS = 86_400_000;

/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 3;

/** How far the clocks of a day are ahead of UTC. They are put forward or back at most once in it. */
export interface DayClocks {
  /** At its first instant, s. */
  readonly beforeS: number;
  /** At its last, s. */
  readonly afterS: number;
  /** From when on `afterS` holds, epoch s; infinite if clocks stay as they are. */
  readonly changeS: number;
}

/** One civil day of a time zone: 23, 24 or 25 hours, or what else its clocks do. */
export class LocalDay {
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
  readonly #localStartS: number;
  readonly #clocks: DayClocks;

  constructor(
    index: number,
    time: { readonly startS: number; readonly endS: number },
    clocks: DayClocks,
    isHoliday: boolean,
  ) {
    const date = new Date(index * DAY_MS);
    const year = date.getUTCFullYear();
    this.index = index;
    this.startS = time.startS;
    this.endS = time.endS;
    this.weekday = (((index + EPOCH_WEEKDAY) % 7) + 7) % 7;
    this.kind = kindOf(this.weekday, isHoliday);
    this.year = year;
    this.month = date.getUTCMonth() + 1;
    this.dayOfMonth = date.getUTCDate();
    this.dayOfYear = Math.round((date.getTime() - Date.UTC(year, 0, 1)) / DAY_MS) + 1;
    this.isHoliday = isHoliday;
    this.#localStartS = index * DAY_S;
    this.#clocks = clocks;
  }

  /**
   * When a wall clock shows a time. The first instant of two where clocks go back; where they go
   * forward over it, as much later as they skip.
   *
   * @param wallS - seconds since 00:00 of this day; below 0 and past its end go on evenly
   * @returns epoch s
   */
  atWall(wallS: number): number {
    const { beforeS, afterS, changeS } = this.#clocks;
    const early = this.#localStartS + wallS - beforeS;
    const late = this.#localStartS + wallS - afterS;
    return early < changeS || late < changeS ? early : late;
  }

  /**
   * What a wall clock shows.
   *
   * @param atS - epoch s within the day
   * @returns seconds since 00:00, 0 to 86,399 and beyond only where clocks go back over midnight
   */
  wallAt(atS: number): number {
    const { beforeS, afterS, changeS } = this.#clocks;
    return atS + (atS < changeS ? beforeS : afterS) - this.#localStartS;
  }
}

function kindOf(weekday: number, isHoliday: boolean): DayKind {
  if (isHoliday || weekday === 6) return "sunday";
  return weekday === 5 ? "saturday" : "workday";
}
