import { InvalidValueError } from "@ven/core";
import type { LoadView } from "../load-model.ts";
import type { BatterySpec } from "./battery-spec.ts";

/** Units of content in a watt-hour: thousandths of a tenth of a watt-second, so that sums are exact. */
const UNITS_PER_WH = 36_000_000;
const UNITS_PER_DWS = 1_000;

/** How long its power lasts from full to empty, h, if nobody says what it holds. */
const USUAL_HOURS = 2;

/** Longest that a battery may take from its least to its most charge, s. */
const LONGEST_FILL_S = 20 * 3_600;

/**
 * What a battery can do: the whole physics. Content is in whole units, so that a time gives the same
 * however it is cut.
 */
export class BatteryStore {
  /** Most power in both directions, tenths of W, whole. */
  readonly fullDw: number;
  /** Least and most content. */
  readonly least: number;
  readonly most: number;
  readonly #capacity: number;
  readonly #chargeEfficiency: number;
  readonly #dischargeEfficiency: number;

  /** What the last {@link step} was: power in tenths of W, how long, s, and the content after it. */
  powerDw = 0;
  seconds = 0;
  content = 0;

  /** @throws {InvalidValueError} if it has no room, or too little power to fill it in 20 hours */
  constructor(spec: BatterySpec, { ratedPowerW }: Pick<LoadView, "ratedPowerW">) {
    const powerW = spec.powerW ?? ratedPowerW;
    this.fullDw = Math.max(1, Math.round(powerW * 10));
    this.#capacity = Math.round((spec.capacityWh ?? USUAL_HOURS * powerW) * UNITS_PER_WH);
    this.least = Math.round(this.#capacity * spec.leastCharge);
    this.most = Math.round(this.#capacity * spec.mostCharge);
    this.#chargeEfficiency = spec.chargeEfficiency;
    this.#dischargeEfficiency = spec.dischargeEfficiency;
    if (this.most <= this.least) {
      throw new InvalidValueError(
        "battery mostCharge",
        spec.mostCharge,
        "it must be above leastCharge",
      );
    }
    if (this.fillS > LONGEST_FILL_S) {
      const rule = `it would take ${Math.round(this.fillS / 3_600)} h to fill: give more power or less capacityWh`;
      throw new InvalidValueError("battery powerW", this.fullDw / 10, rule);
    }
  }

  /** How long it takes from its least to its most charge, s, whole. */
  get fillS(): number {
    return Math.ceil((this.most - this.least) / this.rate(this.fullDw)) + 1;
  }

  /** How fast content grows with a power, units per s. */
  rate(powerDw: number): number {
    const stored =
      powerDw > 0 ? powerDw * this.#chargeEfficiency : powerDw / this.#dischargeEfficiency;
    return Math.round(stored * UNITS_PER_DWS);
  }

  /** Content as share of its capacity. */
  charge(content: number): number {
    return content / this.#capacity;
  }

  /** The power that changes content by so much in a second, tenths of W, whole, towards 0. */
  powerFor(change: number): number {
    const grid = change > 0 ? change / this.#chargeEfficiency : change * this.#dischargeEfficiency;
    // Adding 0 makes no power of one that is below 0 by too little.
    return Math.trunc(grid / UNITS_PER_DWS) + 0;
  }

  /**
   * The first time of constant power: as wanted until it is full or empty, for a second the rest, then
   * none. Leaves it in `powerDw`, `seconds` and `content`.
   *
   * @param mostS - no longer than this, s, whole, 1 or more
   */
  step(content: number, wantedDw: number, mostS: number): void {
    const bound = wantedDw > 0 ? this.most : this.least;
    const room = Math.abs(bound - content);
    if (wantedDw === 0 || room === 0) {
      this.powerDw = 0;
      this.seconds = mostS;
      this.content = content;
      return;
    }
    const rate = this.rate(wantedDw);
    const whole = Math.floor(room / Math.abs(rate));
    if (whole >= 1) {
      this.powerDw = wantedDw;
      this.seconds = Math.min(whole, mostS);
      this.content = content + rate * this.seconds;
      return;
    }
    this.powerDw = this.powerFor(bound - content);
    this.seconds = 1;
    this.content = bound;
  }
}
