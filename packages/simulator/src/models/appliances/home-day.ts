import { mixedPlace, streamWord, type TextKey } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import { nearestWhole } from "../../trace/nearest-whole.ts";
import type { AppliancesSpec } from "./appliances-spec.ts";
import { chance, chanceAt } from "./chance.ts";
import type { Household } from "./household.ts";
import { STREAM } from "./stream.ts";
import type { HomeDayKind } from "./time-of-day.ts";

const HOUR_S = 3_600;

/** How likely it is that a week of each month is one of vacation; 1 on average. */
const VACATION_BY_MONTH = [0.4, 0.9, 0.6, 0.9, 0.7, 0.8, 3.1, 1.5, 0.5, 1.2, 0.4, 1] as const;

/** How much of everything is done in each month; 1 on average. */
const ACTIVITY_BY_MONTH = [
  1.15, 1.12, 1.06, 1, 0.93, 0.87, 0.84, 0.87, 0.95, 1.02, 1.08, 1.11,
] as const;

/** How much is done on each kind of day. */
const ACTIVITY_BY_KIND = [0.9, 1.08, 1.12] as const;

/** How long a home keeps being more, or less, busy than usual, days. */
const PHASE_DAYS = 10;

/** What one day is like in one home. One object is moved from day to day. */
export class HomeDay {
  kind: HomeDayKind = 0;
  /** Where its random numbers lie; see `mixedPlace`. */
  place = 0;
  /** How much is done; 1 on average, 0 if nobody is there all day. */
  activity = 0;
  /** When nobody is in, s since 00:00; an empty time if they do not go out. */
  outFromS = 0;
  outToS = 0;
  /** When they get up, and go to bed, s since 00:00. */
  upS = 0;
  bedS = 0;

  /** Goes to a day of a home. */
  moveTo(home: Household, spec: AppliancesSpec, fleetKey: TextKey, day: LocalDay): this {
    const { key } = home;
    const { index } = day;
    const place = mixedPlace(key, index);
    this.place = place;
    this.kind = kindOf(home, day, place);
    this.activity = isAway(home, spec, day, place)
      ? 0
      : home.taste *
        phaseOf(key, index) *
        moodOf(fleetKey, index) *
        (ACTIVITY_BY_MONTH[day.month - 1] ?? 1) *
        ACTIVITY_BY_KIND[this.kind];
    const rising = streamWord(place, STREAM.rising);
    const early = (rising & 0xffff) / 0x10000 - 0.5;
    const late = (rising >>> 16) / 0x10000 - 0.5;
    this.upS = (this.kind === 2 ? 8 : 6.4) * HOUR_S + home.shiftS + nearestWhole(early * 4_000);
    this.bedS = (this.kind === 2 ? 23.4 : 22.7) * HOUR_S + home.shiftS + nearestWhole(late * 5_400);
    this.#goOut(home);
    return this;
  }

  #goOut(home: Household): void {
    const word = streamWord(this.place, STREAM.outing);
    const early = (word & 0xff) / 256;
    const long = ((word >>> 8) & 0xff) / 256;
    const chooses = (word >>> 16) / 0x10000;
    this.outFromS = 0;
    this.outToS = 0;
    if (this.kind === 0) {
      this.outFromS = this.upS + nearestWhole((1 + 0.8 * early) * HOUR_S);
      this.outToS = nearestWhole((14.8 + 2.4 * long) * HOUR_S) + home.shiftS;
      if (chooses < 0.1) this.outToS = nearestWhole((20 + 3 * long) * HOUR_S);
    } else if (chooses < (this.kind === 2 ? 0.45 : 0.35)) {
      this.outFromS = nearestWhole((10 + 8 * early) * HOUR_S);
      this.outToS = this.outFromS + nearestWhole((1.5 + 3.5 * long) * HOUR_S);
    }
  }
}

/** People who work elsewhere have a day at home now and then, and the other way round. */
function kindOf(home: Household, day: LocalDay, place: number): HomeDayKind {
  if (day.kind !== "workday") return 2;
  const isUsual = chanceAt(place, STREAM.presence) >= 0.14;
  return home.isInByDay === isUsual ? 1 : 0;
}

function isAway(home: Household, spec: AppliancesSpec, day: LocalDay, place: number): boolean {
  const week = Math.floor((day.index + 3) / 7);
  const likely = (spec.vacationWeeks / 52) * (VACATION_BY_MONTH[day.month - 1] ?? 1);
  if (chance(home.key, STREAM.vacation, week) < likely) return true;
  return chanceAt(place, STREAM.away) < (day.kind === "workday" ? 0.02 : 0.06);
}

/** Guests, illness, a project: for days a home is more or less busy. */
function phaseOf(key: TextKey, index: number): number {
  const place = index / PHASE_DAYS;
  const knot = Math.floor(place);
  const part = place - knot;
  const before = chance(key, STREAM.phase, knot);
  const after = chance(key, STREAM.phase, knot + 1);
  return 0.5 + (before + (after - before) * part * part * (3 - 2 * part));
}

/** What a day is like for all: weather, football, the holidays of others. */
function moodOf(fleetKey: TextKey, index: number): number {
  const sum =
    chance(fleetKey, STREAM.mood, 2 * index) + chance(fleetKey, STREAM.mood, 2 * index + 1);
  return 0.8 + 0.2 * sum;
}
