import { mixedWord, type TextKey } from "@ven/core";

const WORDS = 0x1_0000_0000;

/** Most compressors of one load. */
const MOST = 4;

/** How long they take from one start to the next, minutes: each its own within this. */
const SHORTEST_CYCLE = 17;
const CYCLE_SPREAD = 24;

/** Never reuse a number. */
const STREAM = { cycle: 2_020, phase: 2_021 } as const;

/** The compressors of a cooling load, each on for a share of its own cycle. */
export class CompressorBank {
  readonly #cycleMinutes: Float64Array = new Float64Array(MOST);
  readonly #phaseMinutes: Float64Array = new Float64Array(MOST);
  #count = 1;

  /** Begins with a load: the larger, the more compressors. */
  startWith(key: TextKey, ratedPowerW: number): void {
    this.#count = ratedPowerW < 1_500 ? 1 : ratedPowerW < 12_000 ? 2 : MOST;
    for (let one = 0; one < this.#count; one += 1) {
      const cycle = (mixedWord(key, STREAM.cycle, one) / WORDS) * CYCLE_SPREAD;
      this.#cycleMinutes[one] = SHORTEST_CYCLE + Math.floor(cycle);
      this.#phaseMinutes[one] = mixedWord(key, STREAM.phase, one) % 4_096;
    }
  }

  /** Share of the compressors that run in a minute, 0 to 1, if each is on for this share of its time. */
  share(minute: number, duty: number): number {
    let on = 0;
    for (let one = 0; one < this.#count; one += 1) {
      const cycle = this.#cycleMinutes[one] ?? 1;
      const at = minute + (this.#phaseMinutes[one] ?? 0);
      const left = duty * cycle - (at - Math.floor(at / cycle) * cycle);
      on += Math.min(1, Math.max(0, left));
    }
    return on / this.#count;
  }
}
