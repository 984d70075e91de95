import { Draws } from "@ven/core";
import type { LocalCalendar } from "../../calendar/local-calendar.ts";
import type { LocalDay } from "../../calendar/local-day.ts";
import type { Weather } from "../../weather/weather.ts";
import type { LoadView } from "../load-model.ts";
import { temperatureAfter, timeToReach } from "./exponential.ts";
import type { RoomSettings } from "./room-settings.ts";
import type { ThermalPlant } from "./thermal-plant.ts";
import { variedBy, variedShare } from "./thermostat-settings.ts";

/** What heats a room, by the temperature outside. */
export interface RoomHeater {
  /** The lowest share of full power that it can run at; 1 if it knows only on and off. */
  readonly leastShare: number;
  /** Whether it chooses its power by what is needed. */
  readonly isModulating: boolean;
  /** Heat at full power, as a multiple of that at rated power. */
  heatFactor(outdoorC: number): number;
  /** Full power, as a multiple of rated power. */
  powerFactor(outdoorC: number): number;
  /** Heat per electricity at rated power. */
  readonly cop: number;
  /** The most that {@link RoomHeater.powerFactor} comes to. */
  readonly highestPowerFactor: number;
}

/** Never reuse a number. */
const STREAM = { room: 1_003 } as const;

/** How often a modulating heater chooses its power, s. */
const CONTROL_S = 900;

const HOUR_S = 3_600;

/** Above the set point by this, people open windows: free heat warms no further, K. */
const WINDOWS_K = 1;

/** How many days back it begins where a day is too short to be warm again after a set-back. */
const LONGEST_BURN_IN_DAYS = 4;

/** Until it becomes the building of a load. */
const NO_WEATHER: Weather = {
  temperatureC: () => Number.NaN,
  clearness: () => Number.NaN,
  windMs: () => Number.NaN,
};

const draws = new Draws();

/** A heated building and its surroundings. One object serves the loads of a specification in turn. */
export class RoomPlant implements ThermalPlant {
  readonly leastShare: number;
  readonly isModulating: boolean;
  readonly comfortFloorC: number;
  readonly comfortCeilingC: number;
  tauS = 0;
  deadbandK = 0;
  usualC = 0;
  restC = 0;
  riseK = 0;
  fullPowerDw = 0;
  readonly #settings: RoomSettings;
  readonly #heater: RoomHeater;
  #weather: Weather = NO_WEATHER;
  #setpointC = 0;
  #freeHeatK = 0;
  #ratedPowerW = 0;
  #ratedRiseK = 0;
  #setbackLaterH = 0;
  #hour = Number.NaN;
  /** When the set-back begins and ends on the day, epoch s. */
  #setbackFromS = 0;
  #setbackToS = 0;

  constructor(settings: RoomSettings, heater: RoomHeater) {
    this.#settings = settings;
    this.#heater = heater;
    this.leastShare = heater.leastShare;
    this.isModulating = heater.isModulating;
    this.comfortFloorC = settings.comfortFloorC;
    this.comfortCeilingC = settings.comfortCeilingC;
  }

  /** Becomes the building of a load. */
  become({ key, ratedPowerW, surroundings }: LoadView): this {
    const settings = this.#settings;
    const { diversity, designC, lossWPerK } = settings;
    const { cop } = this.#heater;
    draws.startAt(key, STREAM.room, 0);
    this.tauS = settings.timeConstantH * HOUR_S * variedShare(draws.uniform(), diversity);
    const losses = variedShare(draws.uniform(), diversity);
    this.deadbandK = settings.deadbandK * variedShare(draws.uniform(), diversity);
    this.#freeHeatK = settings.freeHeatK * variedShare(draws.uniform(), diversity);
    this.#setpointC = settings.setpointC + variedBy(draws.uniform(), diversity);
    this.#setbackLaterH = variedBy(draws.uniform(), diversity);
    const designRiseK = settings.setpointC - designC - settings.freeHeatK;
    const riseK =
      lossWPerK === undefined
        ? designRiseK / this.#heater.heatFactor(designC)
        : (ratedPowerW * cop) / lossWPerK;
    this.#ratedRiseK = riseK / losses;
    this.#ratedPowerW = ratedPowerW;
    this.#weather = surroundings.weather;
    this.usualC = this.#setpointC;
    this.#hour = Number.NaN;
    return this;
  }

  burnInFromS(day: LocalDay, calendar: LocalCalendar): number {
    if (this.#settings.nightSetback === undefined) return day.startS;
    this.enterDay(calendar.day(day.index - 1));
    if (!this.#isWarmAgainWithinDay())
      this.enterDay(calendar.day(day.index - LONGEST_BURN_IN_DAYS));
    // A second before the set-back it still keeps what it keeps by day.
    return this.#setbackFromS - 1;
  }

  settlesAtC(): number {
    return Number.POSITIVE_INFINITY;
  }

  enterDay(day: LocalDay): void {
    const { nightSetback } = this.#settings;
    if (nightSetback === undefined) return;
    const { fromHour, toHour } = nightSetback;
    const laterH = toHour - fromHour === 24 ? 0 : this.#setbackLaterH;
    const at = (hour: number) => Math.round(day.atWall(withinDay(hour + laterH) * HOUR_S));
    this.#setbackFromS = at(fromHour);
    this.#setbackToS = at(toHour);
  }

  moveTo(atS: number): number {
    const hour = Math.floor(atS / HOUR_S);
    if (hour !== this.#hour) this.#enterHour(hour);
    const nextHourS = (hour + 1) * HOUR_S;
    const nextS = this.isModulating
      ? Math.min(nextHourS, (Math.floor(atS / CONTROL_S) + 1) * CONTROL_S)
      : nextHourS;
    return this.#settings.nightSetback === undefined ? nextS : this.#chooseUsual(atS, nextS);
  }

  afterDraws(temperatureC: number): number {
    return temperatureC;
  }

  meanRestC(): number {
    let sum = 0;
    for (let hour = this.#hour - 24; hour < this.#hour; hour += 1) sum += this.#restAt(hour);
    return sum / 24;
  }

  /** Whether it is warm again before it is set back the next time, by the weather at its beginning. */
  #isWarmAgainWithinDay(): boolean {
    this.#enterHour(Math.floor(this.#setbackFromS / HOUR_S));
    const nightS = this.#setbackToS - this.#setbackFromS;
    const nightLongS = nightS < 0 ? nightS + 24 * HOUR_S : nightS;
    const coolC = temperatureAfter(this.#setpointC, this.restC, this.tauS, nightLongS);
    const lowC = Math.max(coolC, this.#setpointC - (this.#settings.nightSetback?.byK ?? 0));
    const onC = this.restC + this.riseK;
    return timeToReach(lowC, onC, this.tauS, this.#setpointC) <= 24 * HOUR_S - nightLongS;
  }

  #enterHour(hour: number): void {
    this.#hour = hour;
    this.restC = this.#restAt(hour);
    const outdoorC = this.#weather.temperatureC(hour);
    this.riseK = this.#ratedRiseK * this.#heater.heatFactor(outdoorC);
    this.fullPowerDw = this.#ratedPowerW * 10 * this.#heater.powerFactor(outdoorC);
  }

  #restAt(hour: number): number {
    const outdoorC = this.#weather.temperatureC(hour);
    const usefulK = Math.max(0, this.#setpointC + WINDOWS_K - outdoorC);
    return outdoorC + Math.min(this.#freeHeatK, usefulK);
  }

  /** Sets what is kept at an instant, and tells until when, at most `nextS`. */
  #chooseUsual(atS: number, nextS: number): number {
    const fromS = this.#setbackFromS;
    const toS = this.#setbackToS;
    const isNight = fromS <= toS ? atS >= fromS && atS < toS : atS >= fromS || atS < toS;
    const byK = this.#settings.nightSetback?.byK ?? 0;
    this.usualC = isNight ? this.#setpointC - byK : this.#setpointC;
    const soonerS = fromS > atS ? Math.min(nextS, fromS) : nextS;
    return toS > atS ? Math.min(soonerS, toS) : soonerS;
  }
}

/** The hour of the wall clock, past midnight or before. */
function withinDay(hour: number): number {
  if (hour < 0) return hour + 24;
  return hour > 24 ? hour - 24 : hour;
}
