import type { TextKey } from "@ven/core";
import { APPLIANCE_KINDS } from "./appliance-kind.ts";
import type { AppliancesSpec } from "./appliances-spec.ts";
import { chance } from "./chance.ts";
import { STREAM } from "./stream.ts";

/** Most times a day that one appliance is used. */
const MOST_USES = 18;

/** Share of homes with at most so many people: Denmark, 1 to 5. */
const SIZES = [0.37, 0.7, 0.83, 0.95, 1] as const;

/** People in a home on average, by {@link SIZES}. */
export const MEAN_PEOPLE = 2.15;

/** How an appliance's stream is divided: 20 numbers each, as it is used so often a day at most. */
export const USE = {
  own: 0,
  watts: 1,
  happens: 2,
  fresh: 20,
  habit: 40,
  jitter: 60,
  length: 80,
} as const;

/**
 * Who lives in a home, what they own, and how they live: all that stays the same from day to day. One
 * object is moved from home to home.
 */
export class Household {
  key: TextKey = { high: 0, low: 0 };
  people = 1;
  /** How much later or earlier than others they do everything, s. */
  shiftS = 0;
  isInByDay = false;
  /** How much they use what they have; 1 on average. */
  taste = 1;
  /** What is always on, W. */
  standbyW = 0;
  /** Pump and ventilation when it is cold outside, W. */
  pumpW = 0;
  /** Of all their lamps, W. */
  lampsW = 0;
  /** Light outside at which they turn lamps on, W/m2. */
  dimWm2 = 0;
  /** Of each compressor, W; 0 if they have it not. */
  readonly coldW: [number, number] = [0, 0];
  /** Of each appliance: uses on a usual day, 0 if they have it not or it does not count. */
  readonly usesPerDay: Float64Array = new Float64Array(APPLIANCE_KINDS.length);
  /** Of each appliance: at how many times of a day it may be used. */
  readonly slots: Uint8Array = new Uint8Array(APPLIANCE_KINDS.length);
  /** Of each appliance: its power over that of its kind. */
  readonly size: Float64Array = new Float64Array(APPLIANCE_KINDS.length);
  readonly #spec: AppliancesSpec;
  readonly #scale: number;

  /** @param scale - how much more of everything such homes use than usual; 1 is as usual */
  constructor(spec: AppliancesSpec, scale: number) {
    this.#spec = spec;
    this.#scale = scale;
    this.#settle();
  }

  /** Goes to a home. */
  moveTo({ high, low }: TextKey): this {
    if (high === this.key.high && low === this.key.low) return this;
    this.key = { high, low };
    this.#settle();
    return this;
  }

  #settle(): void {
    const { key } = this;
    const scale = this.#scale;
    this.people = this.#spec.people ?? peopleAt(chance(key, STREAM.people, 0));
    const shift = chance(key, STREAM.rhythm, 0) + chance(key, STREAM.rhythm, 1) - 1;
    this.shiftS = Math.round(3_600 * shift);
    this.isInByDay = chance(key, STREAM.presence, -1) < this.#spec.homeByDayShare;
    this.taste = 0.55 + 0.45 * (chance(key, STREAM.taste, 0) + chance(key, STREAM.taste, 1));
    this.standbyW = scale * (22 + 52 * chance(key, STREAM.standby, 0) + 10 * this.people);
    const pump = chance(key, STREAM.pump, 0);
    this.pumpW = pump < 0.5 ? scale * (20 + 60 * pump) : 0;
    this.lampsW = scale * (70 + 170 * chance(key, STREAM.lamp, 0) + 22 * this.people);
    this.dimWm2 = 40 + 40 * chance(key, STREAM.lamp, 1);
    this.coldW[0] = scale * (65 + 35 * chance(key, STREAM.cold, 0));
    const freezer = chance(key, STREAM.cold, 1);
    this.coldW[1] = freezer < 0.4 ? scale * (60 + 75 * freezer) : 0;
    for (let at = 0; at < APPLIANCE_KINDS.length; at += 1) this.#settleAppliance(at);
  }

  #settleAppliance(at: number): void {
    const kind = APPLIANCE_KINDS[at];
    if (kind === undefined) return;
    const stream = STREAM.appliance + 100 * kind.number;
    const isCounted = this.#spec.parts.includes(kind.part);
    if (!isCounted || chance(this.key, stream + USE.own, 0) >= kind.owned) {
      this.usesPerDay[at] = 0;
      return;
    }
    const uses = (kind.usesPerYear / 365) * peopleFactor(this.people, kind.perPerson) * this.#scale;
    this.usesPerDay[at] = uses * (0.7 + 0.6 * chance(this.key, stream + USE.own, 1));
    // Room for days on which more is used than usual.
    this.slots[at] = Math.min(MOST_USES, Math.max(1, Math.ceil(uses * 2)));
    this.size[at] = 0.85 + 0.3 * chance(this.key, stream + USE.watts, 0);
  }
}

/** How many people live in a home. @param share - 0 to 1 */
function peopleAt(share: number): number {
  const place = SIZES.findIndex((size) => share < size);
  return (place < 0 ? SIZES.length - 1 : place) + 1;
}

/** How much more something is used by so many people than in a home of mean size. */
export function peopleFactor(people: number, perPerson: number): number {
  return 1 + perPerson * (people / MEAN_PEOPLE - 1);
}
