import { mixedWord, type TextKey } from "@ven/core";
import type { LocalDay } from "../../calendar/local-day.ts";
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

/** Takes the times at which a compressor runs, or does not; epoch s, in order and without gaps. */
export type CycleVisitor = (fromS: number, toS: number, isOn: boolean) => void;

/**
 * A compressor that switches on and off by itself: it runs for a share of each period, more when it is
 * warm. Every cycle is found from its number, so any day is found without those before it.
 */
export class Compressor {
  readonly #key: TextKey;
  readonly #number: number;
  readonly #dutyShare: number;
  readonly #dutyPerK: number;
  readonly #periodS: number;
  readonly #phaseS: number;

  /**
   * @param number - which one of the load, 0 or more
   * @param dutyShare - share of the time that it runs as a rule, 0 to 1
   * @param dutyPerK - how much more it runs for each degree outside; 0.01 is one in a hundred
   */
  constructor(key: TextKey, number: number, dutyShare: number, dutyPerK: number) {
    this.#key = { high: key.high, low: key.low };
    this.#number = number;
    this.#dutyShare = dutyShare;
    this.#dutyPerK = dutyPerK;
    const span = LONGEST_PERIOD_S - SHORTEST_PERIOD_S;
    this.#periodS = SHORTEST_PERIOD_S + Math.floor((span * this.#word(STREAM.period, 0)) / WORD);
    this.#phaseS = Math.floor((this.#periodS * this.#word(STREAM.phase, 0)) / WORD);
  }

  /** Visits all that touches a time: it may begin before and end after it. */
  visit(surroundings: Surroundings, fromS: number, toS: number, visitor: CycleVisitor): void {
    const { calendar } = surroundings;
    let cycle = Math.floor((fromS - this.#phaseS) / this.#periodS);
    let day: LocalDay | undefined;
    let duty = 0;
    let openS = 0;
    let shutS = 0;
    for (;;) {
      const startS = this.#phaseS + cycle * this.#periodS;
      if (startS >= toS) return;
      if (day === undefined || startS >= day.endS) {
        day = calendar.dayAt(startS);
        duty = this.#dutyOf(surroundings, day);
        openS = day.atWall(7 * 3_600);
        shutS = day.atWall(22 * 3_600);
      }
      const endS = startS + this.#periodS;
      const isDay = startS >= openS && startS < shutS;
      const stopS = startS + this.#runS(cycle, duty * (isDay ? DAY_FACTOR : NIGHT_FACTOR));
      visitor(startS, stopS, true);
      visitor(stopS, endS, false);
      cycle += 1;
    }
  }

  #dutyOf({ weather }: Surroundings, { startS, endS }: LocalDay): number {
    const noonHour = Math.floor((startS + endS) / 7_200);
    return this.#dutyShare * (1 + this.#dutyPerK * (weather.temperatureC(noonHour) - USUAL_C));
  }

  #runS(cycle: number, duty: number): number {
    const share = duty * (0.9 + (0.2 * this.#word(STREAM.run, cycle)) / WORD);
    return Math.round(this.#periodS * Math.min(0.97, Math.max(0.03, share)));
  }

  #word(stream: number, index: number): number {
    return mixedWord(this.#key, stream + 10 * this.#number, index);
  }
}
