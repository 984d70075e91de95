import { mixedWord, type TextKey } from "@ven/core";
import type { LocalCalendar } from "../../calendar/local-calendar.ts";
import type { LocalDay } from "../../calendar/local-day.ts";
import type { LoadView, Surroundings } from "../load-model.ts";
import { type DayCurves, planOf } from "./day-curves.ts";
import { DayTemperatures } from "./day-temperatures.ts";
import type { LoadPart } from "./load-part.ts";
import type { Closure, SiteRhythm } from "./site-rhythm.ts";

const WORDS = 0x1_0000_0000;

/** What each random number of a site or fleet is for. Never reuse a number. */
const STREAM = { mondayOff: 2_010, siteDay: 2_011, fleetDay: 2_012 } as const;

/** How far a site's days, and those of a whole fleet, differ from the usual: a share. */
const SITE_WANDER = 0.18;
const FLEET_WANDER = 0.07;

/** Half of the time that dawn and dusk take, minutes. */
const TWILIGHT_MINUTES = 35;

/** Outside temperature at which no heat is needed, and the one for which a heating is made. */
const HEATING_LIMIT_C = 16;
const COLDEST_C = -12;

/** Temperature for which the powers of cooling are meant, and how much more it draws per K. */
const COOLING_USUAL_C = 9;
const COOLING_PER_K = 0.014;

/**
 * All that stays the same for a load over one of its days. One object is moved from load to load and
 * day to day. Minutes are since the epoch where nothing else is said.
 */
export class SiteDay {
  firstMinute = 0;
  /** The minute after the last. */
  endMinute = 0;
  /** Whether its clocks change, so that minutes of the day have to be looked up. */
  isOdd = false;
  curve: Float64Array = new Float64Array(0);
  /** By how much more or less than usual is going on when the day begins, and how that grows. */
  bustle = 1;
  bustlePerMinute = 0;
  /** When it gets light and dark, minutes of the day. */
  sunriseMinute = 0;
  sunsetMinute = 0;
  /** What the temperature makes of the power when the day begins, and how that grows per minute. */
  outdoor = 1;
  outdoorPerMinute = 0;
  readonly #rhythm: SiteRhythm;
  readonly #part: LoadPart;
  readonly #curves: DayCurves;
  readonly #activity: Float64Array;
  readonly #temperatures = new DayTemperatures();
  /** Of the day before, this and the next. An array, so that none of them is a number on the heap. */
  readonly #around: Float64Array = new Float64Array(3);
  #calendar: LocalCalendar | undefined;
  #day: LocalDay | undefined;

  constructor(rhythm: SiteRhythm, part: LoadPart, curves: DayCurves) {
    this.#rhythm = rhythm;
    this.#part = part;
    this.#curves = curves;
    this.#activity = activityByDate(rhythm.closures ?? []);
  }

  /** Goes to the day of a minute. */
  moveTo(load: LoadView, minute: number): void {
    const { calendar } = load.surroundings;
    const day = this.#dayOf(calendar, minute * 60);
    this.#calendar = calendar;
    this.#day = day;
    this.firstMinute = Math.ceil(day.startS / 60);
    this.endMinute = Math.ceil(day.endS / 60);
    this.isOdd = day.endS - day.startS !== 86_400;
    const { siteKey, fleetKey } = load;
    const { mondayOffShare = 0 } = this.#rhythm;
    const hasMondaysOff = uniform(siteKey, STREAM.mondayOff, 0) < mondayOffShare;
    const yesterday = planOf(calendar.day(day.index - 1), hasMondaysOff);
    this.curve = this.#curves.of(yesterday, planOf(day, hasMondaysOff));
    const left = this.#activity[day.month * 100 + day.dayOfMonth] ?? 1;
    const around = this.#around;
    for (let at = 0; at < 3; at += 1) setLuck(around, at, siteKey, fleetKey, day.index + at - 1);
    const begin = ((around[0] ?? 0) + (around[1] ?? 0)) / 2;
    const end = ((around[1] ?? 0) + (around[2] ?? 0)) / 2;
    this.bustle = begin * left;
    this.bustlePerMinute = ((end - begin) * left) / 1_440;
    this.#goOutside(load.surroundings, day);
  }

  /** What the wall clock shows, minutes of the day; before and after it, as it goes on. */
  wallMinute(minute: number): number {
    return (this.#day?.wallAt(minute * 60) ?? 0) / 60;
  }

  #dayOf(calendar: LocalCalendar, atS: number): LocalDay {
    const last = calendar === this.#calendar ? this.#day : undefined;
    if (last === undefined || atS < last.startS) return calendar.dayAt(atS);
    if (atS < last.endS) return last;
    const next = calendar.day(last.index + 1);
    return atS < next.endS ? next : calendar.dayAt(atS);
  }

  #goOutside(surroundings: Surroundings, day: LocalDay): void {
    const { follows } = this.#part;
    if (follows === "dark") {
      const noonS = day.index * 86_400 + 43_200 - surroundings.longitudeDeg * 240;
      const noon = day.wallAt(noonS) / 60;
      const half = halfDayMinutes(surroundings.latitudeDeg, day.dayOfYear);
      this.sunriseMinute = noon - half;
      this.sunsetMinute = noon + half;
      return;
    }
    if (follows === undefined) return;
    const around = this.#around;
    for (let at = 0; at < 3; at += 1) {
      this.#temperatures.read(surroundings, day.index + at - 1, around, at);
    }
    const beginC = ((around[0] ?? 0) + (around[1] ?? 0)) / 2;
    const endC = ((around[1] ?? 0) + (around[2] ?? 0)) / 2;
    const isCold = follows === "cold";
    const begin = isCold ? heatingShare(beginC) : coolingShare(beginC);
    const end = isCold ? heatingShare(endC) : coolingShare(endC);
    this.outdoor = begin;
    this.outdoorPerMinute = (end - begin) / 1_440;
  }
}

/** How good a day is for a site, and for all: about 1, into `out`. */
function setLuck(
  out: Float64Array,
  at: number,
  siteKey: TextKey,
  fleetKey: TextKey,
  dayIndex: number,
): void {
  const site = 2 * uniform(siteKey, STREAM.siteDay, dayIndex) - 1;
  const fleet = 2 * uniform(fleetKey, STREAM.fleetDay, dayIndex) - 1;
  out[at] = 1 + SITE_WANDER * site + FLEET_WANDER * fleet;
}

/** How dark it is, 0 by day to 1 at night. */
export function darkness(minute: number, sunriseMinute: number, sunsetMinute: number): number {
  const light = Math.min(minute - sunriseMinute, sunsetMinute - minute) / (2 * TWILIGHT_MINUTES);
  return light <= -0.5 ? 1 : light >= 0.5 ? 0 : 0.5 - light;
}

/** Half of the time between sunrise and sunset, minutes; by the sun's declination alone. */
function halfDayMinutes(latitudeDeg: number, dayOfYear: number): number {
  const declination = -0.4093 * Math.cos((2 * Math.PI * (dayOfYear + 10)) / 365.25);
  const cosine = -Math.tan((latitudeDeg * Math.PI) / 180) * Math.tan(declination);
  return Math.round((Math.acos(Math.min(1, Math.max(-1, cosine))) / Math.PI) * 720);
}

function heatingShare(temperatureC: number): number {
  const share = (HEATING_LIMIT_C - temperatureC) / (HEATING_LIMIT_C - COLDEST_C);
  return Math.min(1, Math.max(0.02, share));
}

function coolingShare(temperatureC: number): number {
  return Math.min(1.5, Math.max(0.75, 1 + COOLING_PER_K * (temperatureC - COOLING_USUAL_C)));
}

/** What is left of the activity on each day of a year, by month times 100 plus day; read once, as text is slow. */
function activityByDate(closures: readonly Closure[]): Float64Array {
  return Float64Array.from({ length: 1_232 }, (_, date) => {
    const left = closures
      .filter(({ from, to }) => isBetween(date, dateNumber(from), dateNumber(to)))
      .map(({ activity }) => activity);
    return Math.min(1, ...left);
  });
}

/** Whether a date lies in a time of the year, which may go on into the next. */
function isBetween(date: number, first: number, last: number): boolean {
  return first <= last ? date >= first && date <= last : date >= first || date <= last;
}

function dateNumber(monthAndDay: string): number {
  return Number(monthAndDay.slice(0, 2)) * 100 + Number(monthAndDay.slice(3));
}

function uniform(key: TextKey, stream: number, index: number): number {
  return mixedWord(key, stream, index) / WORDS;
}
