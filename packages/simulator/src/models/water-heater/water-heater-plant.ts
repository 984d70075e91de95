import { Draws, type TextKey } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import type { LoadView } from "../load-model.ts";
import type { ThermalPlant } from "../thermal/thermal-plant.ts";
import { variedBy, variedShare } from "../thermal/thermostat-settings.ts";
import { HotWaterDraws, type HotWaterUse, peopleOf } from "./hot-water-draws.ts";
import type { WaterHeaterSettings } from "./water-heater-model.ts";

/** Never reuse a number. */
const STREAM = { tank: 1_104 } as const;

/** What a litre of water takes to be a kelvin warmer, Ws. */
const WATER_WS = 4_186;

/** What people mix hot water to, degrees Celsius. */
const MIXED_C = 40;

/**
 * How long before a day a tank is followed, s: from noon on the day before at least, and longer where
 * it takes longer to be warm again after a day's draws.
 */
const LEAST_BURN_IN_S = 12 * 3_600;
const LONGEST_BURN_IN_S = 3 * 86_400;

/** Of how many mean days' draws it is warm again by then. */
const BURN_IN_DRAWS = 2;

const draws = new Draws();

/** A tank, well mixed, and those who draw from it. One object serves the loads of a specification in turn. */
export class WaterHeaterPlant implements ThermalPlant {
  readonly leastShare = 1;
  readonly isModulating = false;
  readonly comfortFloorC: number;
  readonly comfortCeilingC: number;
  readonly restC: number;
  tauS = 0;
  deadbandK = 0;
  usualC = 0;
  riseK = 0;
  fullPowerDw = 0;
  readonly #settings: WaterHeaterSettings;
  readonly #draws: HotWaterDraws = new HotWaterDraws();
  #siteKey: TextKey = { high: 0, low: 0 };
  #use: HotWaterUse = { people: 0, litresPerPersonDay: 0 };
  /** Mean heat that draws take, W for each K that the water is warmer than it comes in. */
  #drawnWPerK = 0;
  #lossesWPerK = 0;
  #next = 0;
  #litres = 0;

  constructor(settings: WaterHeaterSettings) {
    this.#settings = settings;
    this.comfortFloorC = settings.comfortFloorC;
    this.comfortCeilingC = settings.comfortCeilingC;
    this.restC = settings.ambientC;
  }

  /** Becomes the tank of a load. */
  become({ key, siteKey, ratedPowerW }: LoadView): this {
    const { volumeL, lossWPerK, deadbandK, setpointC, diversity } = this.#settings;
    const { people, litresPerPersonDay } = this.#settings;
    draws.startAt(key, STREAM.tank, 0);
    const lossesWPerK = lossWPerK * variedShare(draws.uniform(), diversity);
    this.tauS = (volumeL * WATER_WS) / lossesWPerK;
    this.deadbandK = deadbandK * variedShare(draws.uniform(), diversity);
    this.usualC = setpointC + variedBy(draws.uniform(), diversity);
    this.#use = {
      people: people ?? peopleOf(siteKey),
      litresPerPersonDay: litresPerPersonDay * variedShare(draws.uniform(), diversity),
    };
    this.#drawnWPerK = (this.#use.people * this.#use.litresPerPersonDay * WATER_WS) / 86_400;
    this.#lossesWPerK = lossesWPerK;
    this.riseK = ratedPowerW / lossesWPerK;
    this.fullPowerDw = ratedPowerW * 10;
    this.#siteKey = siteKey;
    return this;
  }

  burnInFromS({ startS }: LocalDay): number {
    const drawnW = this.#drawnWPerK * (MIXED_C - this.#settings.coldWaterC);
    const spareW = this.#lossesWPerK * (this.restC + this.riseK - this.usualC) - drawnW;
    const backS = spareW > 0 ? (BURN_IN_DRAWS * drawnW * 86_400) / spareW : LONGEST_BURN_IN_S;
    return startS - Math.round(Math.min(LONGEST_BURN_IN_S, Math.max(LEAST_BURN_IN_S, backS)));
  }

  settlesAtC(): number {
    const { coldWaterC } = this.#settings;
    const losses = this.#lossesWPerK;
    const heatW = losses * (this.restC + this.riseK);
    const hotC = (heatW - this.#drawnWPerK * (MIXED_C - coldWaterC)) / losses;
    if (hotC >= MIXED_C) return hotC;
    return (heatW + this.#drawnWPerK * coldWaterC) / (losses + this.#drawnWPerK);
  }

  enterDay(day: LocalDay): void {
    this.#draws.find(this.#siteKey, day, this.#use);
    this.#next = 0;
  }

  moveTo(atS: number): number {
    const { atS: times, litres, count } = this.#draws;
    let next = this.#next;
    while (next < count && (times[next] ?? 0) < atS) next += 1;
    this.#litres = 0;
    for (; next < count && times[next] === atS; next += 1) this.#litres += litres[next] ?? 0;
    this.#next = next;
    return next < count ? (times[next] ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  }

  /** Cold water comes in for what is drawn; from a tank below 40 degrees Celsius people get less heat. */
  afterDraws(temperatureC: number): number {
    if (this.#litres === 0) return temperatureC;
    const { volumeL, coldWaterC } = this.#settings;
    const warmthK = Math.max(0, Math.min(MIXED_C, temperatureC) - coldWaterC);
    return Math.max(coldWaterC, temperatureC - (this.#litres * warmthK) / volumeL);
  }

  meanRestC(): number {
    return this.restC;
  }
}
