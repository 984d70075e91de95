import { Draws, type TextKey } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";

/** Never reuse a number. Of the site: all loads of a home know the same people. */
const STREAM = { home: 1_101, person: 1_102, day: 1_103 } as const;

/** Share of homes with at most 1, 2, 3, 4 and 5 people. */
const PEOPLE = [0.3, 0.62, 0.78, 0.94, 1] as const;

/** Share of days on which nobody is at home. */
const AWAY_SHARE = 0.06;

/** Share of days on which a person takes a shower, and of all hot water that goes there. */
const SHOWERS_PER_DAY = 0.85;
const SHOWER_SHARE = 0.6;

/** Times a day that each person opens a tap. */
const TAPS_PER_DAY = 4;

/** Hours at which taps are opened: as many between each and the next as anywhere else. */
const TAP_HOURS = [5.5, 7, 7.7, 8.6, 11, 13, 16, 17.7, 18.5, 19.5, 23] as const;

const draws = new Draws();

/** Who draws hot water, and how much. */
export interface HotWaterUse {
  /** People at home. */
  readonly people: number;
  /** Of 40 degrees Celsius, mean over a year. */
  readonly litresPerPersonDay: number;
}

/**
 * When people of a home draw hot water on a day, and how much: each has a habit of showering in the
 * morning or the evening, and opens taps at times. One object serves many homes and days in turn.
 */
export class HotWaterDraws {
  /** How many there are. */
  count = 0;
  /** Epoch s, whole, ascending. */
  readonly atS: Float64Array = new Float64Array(12 * (TAPS_PER_DAY + 1));
  /** Litres of 40 degrees Celsius. */
  readonly litres: Float64Array = new Float64Array(12 * (TAPS_PER_DAY + 1));

  /** Finds those of a day. */
  find(siteKey: TextKey, day: LocalDay, use: HotWaterUse): void {
    this.count = 0;
    const { people } = use;
    draws.startAt(siteKey, STREAM.day, day.index);
    if (draws.uniform() < AWAY_SHARE) return;
    const perDay = use.litresPerPersonDay / (1 - AWAY_SHARE);
    for (let person = 0; person < people; person += 1) {
      if (draws.uniform() < SHOWERS_PER_DAY) {
        const part = draws.uniform();
        const litres = ((perDay * SHOWER_SHARE) / SHOWERS_PER_DAY) * draws.between(0.6, 1.4);
        this.#add(day, showerHour(siteKey, person, day) + 0.7 * (part - 0.5), litres);
      }
      for (let tap = 0; tap < TAPS_PER_DAY; tap += 1) {
        const hour = tapHour(draws.uniform());
        const litres = ((perDay * (1 - SHOWER_SHARE)) / TAPS_PER_DAY) * draws.between(0.3, 1.7);
        this.#add(day, hour, litres);
      }
    }
  }

  #add(day: LocalDay, hour: number, litres: number): void {
    const at = Math.round(day.atWall(Math.round(hour * 3_600)));
    let hole = this.count;
    while (hole > 0 && (this.atS[hole - 1] ?? 0) > at) {
      this.atS[hole] = this.atS[hole - 1] ?? 0;
      this.litres[hole] = this.litres[hole - 1] ?? 0;
      hole -= 1;
    }
    this.atS[hole] = at;
    this.litres[hole] = litres;
    this.count += 1;
  }
}

const habits = new Draws();

/** How many people live in a home, 1 to 5. */
export function peopleOf(siteKey: TextKey): number {
  const place = habits.startAt(siteKey, STREAM.home, 0).uniform();
  return PEOPLE.findIndex((share) => place < share) + 1;
}

/** When a person as a rule takes a shower: most in the morning, later at weekends. */
function showerHour(siteKey: TextKey, person: number, { kind }: LocalDay): number {
  habits.startAt(siteKey, STREAM.person, person);
  const isMorning = habits.uniform() < 0.55;
  const place = (habits.uniform() + habits.uniform()) / 2;
  if (!isMorning) return 16.5 + 6.5 * place;
  return 5 + 5.5 * place + (kind === "workday" ? 0 : 1.5);
}

function tapHour(place: number): number {
  const at = place * (TAP_HOURS.length - 1);
  const slot = Math.floor(at);
  const from = TAP_HOURS[slot] ?? 0;
  return from + ((TAP_HOURS[slot + 1] ?? from) - from) * (at - slot);
}
