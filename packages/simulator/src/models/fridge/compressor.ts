import { mixedWord, type TextKey } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
import { nearestWhole } from "../../trace/nearest-whole.ts";
import type { Surroundings } from "../load-model.ts";

/** Never reuse a number. */
const STREAM = { period: 4_001, phase: 4_002, run: 4_003 } as const;

const WORD = 0x1_0000_0000;

/** How long a compressor takes from one start to the next, s. */
const SHORTEST_PERIOD_S = 2_400;
const LONGEST_PERIOD_S = 4_200;

/** Degrees Celsius outside at which it runs its usual share of the time. */
const USUAL_C = 9;

/** By day doors are opened, by night not. */
const DAY_FACTOR = 1.1;
const NIGHT_FACTOR = 0.85;

/**
 * A compressor that switches on and off by itself: it runs for a share of each period, more when it is
 * warm. Every cycle is found from its number, so any day is found without those before it. It is walked
 * along from cycle to cycle: `begin`, then `next` while that is true.
 */
export class Compressor {
  /** Of the cycle that it is at, epoch s: it runs from its start, and then stands still until its end. */
  startS = 0;
  stopS = 0;
  endS = 0;
  readonly #key: TextKey;
  readonly #stream: number;
  readonly #dutyShare: number;
  readonly #dutyPerK: number;
  readonly #periodS: number;
  readonly #phaseS: number;
  #surroundings: Surroundings | undefined;
  #cycle = 0;
  /** Of the day of the cycle: its end, and when doors are opened in it. */
  #dayEndS = Number.NEGATIVE_INFINITY;
  #openS = 0;
  #shutS = 0;
  /** Share of the time that it runs on this day, by day and by night. */
  #openDuty = 0;
  #shutDuty = 0;

  /**
   * @param number - which one of the load, 0 or more
   * @param dutyShare - share of the time that it runs as a rule, 0 to 1
   * @param dutyPerK - how much more it runs for each degree outside; 0.01 is one in a hundred
   */
  constructor(key: TextKey, number: number, dutyShare: number, dutyPerK: number) {
    this.#key = { high: key.high, low: key.low };
    this.#stream = 10 * number;
    this.#dutyShare = dutyShare;
    this.#dutyPerK = dutyPerK;
    const span = LONGEST_PERIOD_S - SHORTEST_PERIOD_S;
    this.#periodS = SHORTEST_PERIOD_S + Math.floor((span * this.#word(STREAM.period, 0)) / WORD);
    this.#phaseS = Math.floor((this.#periodS * this.#word(STREAM.phase, 0)) / WORD);
  }

  /** Goes to before the cycle that an instant lies in, epoch s. */
  begin(surroundings: Surroundings, atS: number): this {
    this.#surroundings = surroundings;
    this.#cycle = Math.floor((atS - this.#phaseS) / this.#periodS) - 1;
    this.#dayEndS = Number.NEGATIVE_INFINITY;
    this.endS = this.#phaseS + (this.#cycle + 1) * this.#periodS;
    return this;
  }

  /** Goes to the next cycle. @returns whether it begins before an instant, epoch s */
  next(beforeS: number): boolean {
    const startS = this.endS;
    if (startS >= beforeS) return false;
    if (startS >= this.#dayEndS) this.#goToDay(startS);
    this.#cycle += 1;
    const periodS = this.#periodS;
    const isDay = startS >= this.#openS && startS < this.#shutS;
    const word = this.#word(STREAM.run, this.#cycle);
    const share = (isDay ? this.#openDuty : this.#shutDuty) * (0.9 + (0.2 * word) / WORD);
    this.startS = startS;
    this.stopS = startS + nearestWhole(periodS * Math.min(0.97, Math.max(0.03, share)));
    this.endS = startS + periodS;
    return true;
  }

  #goToDay(atS: number): void {
    const { calendar, weather } = this.#surroundings as Surroundings;
    const day = calendar.dayAt(atS);
    const noonC = weather.temperatureC(noonHour(day));
    const duty = this.#dutyShare * (1 + this.#dutyPerK * (noonC - USUAL_C));
    this.#dayEndS = day.endS;
    this.#openS = day.atWall(7 * 3_600);
    this.#shutS = day.atWall(22 * 3_600);
    this.#openDuty = duty * DAY_FACTOR;
    this.#shutDuty = duty * NIGHT_FACTOR;
  }

  #word(stream: number, index: number): number {
    return mixedWord(this.#key, stream + this.#stream, index);
  }
}

function noonHour({ startS, endS }: LocalDay): number {
  return Math.floor((startS + endS) / 7_200);
}
