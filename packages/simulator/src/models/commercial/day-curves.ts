import type { LocalDay } from "../../calendar/local-day.ts";
import type { LoadPart } from "./load-part.ts";
import type { SiteRhythm } from "./site-rhythm.ts";

/** Minutes between two knots of a curve. */
const KNOT_MINUTES = 15;
const KNOTS_PER_MINUTE = 1 / KNOT_MINUTES;

const KNOTS_PER_HOUR = 60 / KNOT_MINUTES;

/** How a site spends a day: workday, Friday, Saturday, Sunday, holiday, or closed. */
export type DayPlan = 0 | 1 | 2 | 3 | 4 | 5;

/** Monday, in {@link LocalDay.weekday}. */
const MONDAY = 0;
const FRIDAY = 4;

/** The plan of a day, for a site that has Mondays off or not. */
export function planOf({ isHoliday, weekday }: LocalDay, hasMondaysOff: boolean): DayPlan {
  if (isHoliday) return 4;
  if (weekday === MONDAY && hasMondaysOff) return 5;
  if (weekday > FRIDAY) return weekday === 5 ? 2 : 3;
  return weekday === FRIDAY ? 1 : 0;
}

/** Activity over a day, 0 to 1 at each minute and a quarter of an hour beyond. Kept once made. */
export class DayCurves {
  readonly #days: readonly string[];
  readonly #part: LoadPart;
  readonly #curves: (Float64Array | undefined)[] = [];

  constructor(rhythm: SiteRhythm, part: LoadPart) {
    const { workday, friday = workday, saturday, sunday, holiday = sunday } = rhythm;
    this.#days = [workday, friday, saturday, sunday, holiday, ""];
    this.#part = part;
  }

  /** The curve of a day after another: what goes on past midnight belongs to the one before. */
  of(yesterday: DayPlan, today: DayPlan): Float64Array {
    const place = yesterday * 6 + today;
    const known = this.#curves[place];
    if (known !== undefined) return known;
    const curve = this.#make(this.#days[yesterday] ?? "", this.#days[today] ?? "");
    this.#curves[place] = curve;
    return curve;
  }

  #make(yesterday: string, today: string): Float64Array {
    const { hours, ownHours } = this.#part;
    const atHour = (hour: number) => {
      if (ownHours !== undefined) return digit(ownHours, hour % 24);
      // Where a day ends, the next is taken to begin as this one did.
      const begun = digit(today, hour === 24 ? 0 : hour);
      const late = hour === 24 ? digit(today, 24) : digit(yesterday, hour + 24);
      const activity = Math.max(begun, late);
      return activity * (hours === undefined ? 1 : digit(hours, hour % 24));
    };
    const knots = Float64Array.from({ length: 24 * KNOTS_PER_HOUR + 1 }, (_, knot) => {
      const hour = Math.floor(knot / KNOTS_PER_HOUR);
      const before = atHour(hour);
      return before + ((atHour(hour + 1) - before) * (knot % KNOTS_PER_HOUR)) / KNOTS_PER_HOUR;
    });
    return Float64Array.from({ length: KNOT_MINUTES * knots.length }, (_, minute) => {
      const knot = Math.floor(minute / KNOT_MINUTES);
      const before = knots[knot] ?? 0;
      const after = knots[knot + 1] ?? before;
      return before + (after - before) * (minute * KNOTS_PER_MINUTE - knot);
    });
  }
}

function digit(text: string, place: number): number {
  return Number(text[place] ?? 0) / 9;
}
