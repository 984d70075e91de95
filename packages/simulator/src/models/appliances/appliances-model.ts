import { streamWord } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import type { CommandSpan } from "../../demand-response/command-span.ts";
import { directivesOf } from "../../demand-response/directive.ts";
import type { DayTrace } from "../../trace/day-trace.ts";
import { nearestWhole } from "../../trace/nearest-whole.ts";
import { Compressor } from "../fridge/compressor.ts";
import type { DayModel, LoadView } from "../load-model.ts";
import { APPLIANCE_KINDS, type ApplianceKind } from "./appliance-kind.ts";
import type { AppliancesSpec } from "./appliances-spec.ts";
import { chance, chanceAt } from "./chance.ts";
import { Daylight } from "./daylight.ts";
import { HomeDay } from "./home-day.ts";
import { HOME_PARTS, type HomePart } from "./home-part.ts";
import { HomePulses } from "./home-pulses.ts";
import { HomeResponse } from "./home-response.ts";
import { Household, USE } from "./household.ts";
import { addLamps } from "./lamps.ts";
import { limitedTrace } from "./limited-trace.ts";
import { STREAM } from "./stream.ts";
import { wallAtShare } from "./time-of-day.ts";
import { usualKwh } from "./usual-kwh.ts";

/** How often people do something at another time than their usual one, of 256. */
const UNUSUAL = 0x40;

/** What begins before this time is over by midnight: nothing takes 6 hours. */
const LATE_S = 18 * 3_600;

/** Pump and ventilation by month: how much of the time. */
const PUMP_BY_MONTH = [1, 1, 0.9, 0.7, 0.3, 0.1, 0.05, 0.05, 0.2, 0.6, 0.9, 1] as const;

/** How long the compressors of homes run, and how much longer for each degree outside. */
const COLD_DUTY = 0.34;
const COLD_DUTY_PER_K = 0.008;

/** See `appliancesSpec`. */
export function appliancesModel(spec: AppliancesSpec): DayModel {
  return new AppliancesModel(spec);
}

/** What it keeps from call to call only saves time: it settles on the home and the day each time. */
class AppliancesModel implements DayModel {
  readonly kind = "day";
  readonly #spec: AppliancesSpec;
  readonly #has: Readonly<Record<HomePart, boolean>>;
  readonly #isWholeHome: boolean;
  readonly #home: Household;
  readonly #homeDay: HomeDay = new HomeDay();
  readonly #daylight: Daylight = new Daylight();
  readonly #pulses: HomePulses = new HomePulses();

  constructor(spec: AppliancesSpec) {
    this.#spec = spec;
    this.#isWholeHome = spec.parts.length === HOME_PARTS.length;
    const has = (part: HomePart) => spec.parts.includes(part);
    this.#has = {
      cooking: has("cooking"),
      wet: has("wet"),
      cold: has("cold"),
      lighting: has("lighting"),
      electronics: has("electronics"),
      other: has("other"),
    };
    const scale = spec.annualKwh === undefined ? 1 : spec.annualKwh / usualKwh(spec);
    this.#home = new Household(spec, scale);
  }

  trace(load: LoadView, day: LocalDay, commands: readonly CommandSpan[]): DayTrace {
    const home = this.#home.moveTo(this.#isWholeHome ? load.key : load.siteKey);
    const directives = commands.length === 0 ? [] : directivesOf(load, commands);
    const restartS = this.#spec.restartSpreadMinutes * 60;
    const response =
      directives.length === 0 ? undefined : new HomeResponse(home.key, directives, restartS);
    this.#pulses.begin(day, response);
    const { calendar } = load.surroundings;
    // What was begun yesterday goes on after midnight; what was put off, perhaps a day later.
    if (response !== undefined) this.#addDay(load, calendar.day(day.index - 2), 0);
    this.#addDay(load, calendar.day(day.index - 1), response === undefined ? LATE_S : 0);
    this.#addDay(load, day, 0);
    if (this.#has.cold) this.#addCold(load, day);
    const baseW = this.#baseW(day);
    const trace = this.#pulses.trace(baseW);
    if (response === undefined) return trace;
    const coldW = this.#has.cold ? home.coldW[0] + home.coldW[1] : 0;
    return limitedTrace(trace, directives, baseW + coldW);
  }

  /** @param fromWallS - uses that begin before this time of the day may be left out */
  #addDay(load: LoadView, day: LocalDay, fromWallS: number): void {
    const home = this.#home;
    const homeDay = this.#homeDay.moveTo(home, this.#spec, load.fleetKey, day);
    if (homeDay.activity === 0) return;
    for (let at = 0; at < APPLIANCE_KINDS.length; at += 1) {
      const kind = APPLIANCE_KINDS[at];
      if (kind === undefined || home.usesPerDay[at] === 0) continue;
      this.#addUses(kind, at, day, fromWallS);
    }
    if (!this.#has.lighting) return;
    const { surroundings } = load;
    const dawnS = this.#daylight.dawnS(surroundings, day, home.dimWm2);
    const duskS = this.#daylight.duskS(surroundings, day, home.dimWm2);
    addLamps(this.#pulses, home, homeDay, day, dawnS, duskS);
  }

  #addUses(kind: ApplianceKind, at: number, day: LocalDay, fromWallS: number): void {
    const { key, slots, usesPerDay, shiftS } = this.#home;
    const { activity, kind: dayKind, place, outFromS, outToS } = this.#homeDay;
    const count = slots[at] ?? 0;
    const stream = STREAM.appliance + 100 * kind.number;
    const likely = ((usesPerDay[at] ?? 0) * activity * 0x1000000) / count;
    const lastS = shiftS + kind.habitMin * 60;
    for (let slot = count - 1; slot >= 0; slot -= 1) {
      if (fromWallS > 0) {
        const latestS = wallAtShare(kind.times, dayKind, (slot + 1) / count) + lastS;
        if (latestS < fromWallS) break;
      }
      const word = streamWord(place, stream + USE.happens + slot);
      if (word >>> 8 >= likely) continue;
      // Each slot has its share of the day, so that uses do not crowd.
      const within =
        (word & 0xff) < UNUSUAL
          ? chanceAt(place, stream + USE.fresh + slot)
          : chance(key, stream + USE.habit + slot, 0);
      const jitter = streamWord(place, stream + USE.jitter + slot);
      const late = ((jitter & 0xffff) + (jitter >>> 16)) / 0x10000 - 1;
      const shareS = wallAtShare(kind.times, dayKind, (slot + within) / count);
      const wallS = Math.abs(shareS + shiftS + late * kind.habitMin * 60);
      if (wallS >= outFromS && wallS < outToS) continue;
      this.#addUse(kind, at, day.atWall(nearestWhole(wallS)), stream + USE.length + slot);
    }
  }

  #addUse(kind: ApplianceKind, at: number, wantedS: number, stream: number): void {
    const { size } = this.#home;
    const over = size[at] ?? 1;
    if (kind.isDeferrable) {
      const startS = this.#pulses.startOf(stream, wantedS, kind.peakW * over);
      for (const [fromMin, toMin, powerW] of kind.stages) {
        this.#pulses.addSteady(startS + fromMin * 60, startS + toMin * 60, powerW * over);
      }
      return;
    }
    const length = 1 + kind.lengthSpread * (2 * chanceAt(this.#homeDay.place, stream) - 1);
    for (const [fromMin, toMin, powerW] of kind.stages) {
      const fromS = wantedS + fromMin * 60;
      this.#pulses.add(fromS, fromS + (toMin - fromMin) * 60 * length, powerW * over);
    }
  }

  #addCold(load: LoadView, day: LocalDay): void {
    const { key, coldW } = this.#home;
    for (let number = 0; number < coldW.length; number += 1) {
      const powerW = coldW[number] ?? 0;
      if (powerW === 0) continue;
      const compressor = new Compressor(key, number, COLD_DUTY, COLD_DUTY_PER_K);
      compressor.begin(load.surroundings, day.startS);
      while (compressor.next(day.endS)) {
        this.#pulses.addSteady(compressor.startS, compressor.stopS, powerW);
      }
    }
  }

  #baseW({ month }: LocalDay): number {
    const { electronics, other } = this.#has;
    const pumpW = this.#home.pumpW * (PUMP_BY_MONTH[month - 1] ?? 0);
    return (electronics ? this.#home.standbyW : 0) + (other ? pumpW : 0);
  }
}
