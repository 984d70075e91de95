import type { Pause } from "./pauses.ts";

/**
 * A compressor that pauses when asked, and catches up: what it has missed it does afterwards, in the
 * times in which it would have stood still. So no cooling is lost, and in the end it is where it would
 * have been.
 */
export class PausedCompressor {
  readonly #pauses: readonly Pause[];
  readonly #run: (fromS: number, toS: number) => void;
  #next = 0;
  #owedS = 0;
  #isPaused = false;

  /** @param run - takes the times at which it runs, epoch s, in order */
  constructor(pauses: readonly Pause[], run: (fromS: number, toS: number) => void) {
    this.#pauses = pauses;
    this.#run = run;
  }

  /** What it would do from one instant to another, epoch s; in order and without gaps. */
  follow(fromS: number, toS: number, isOn: boolean): void {
    let atS = fromS;
    while (atS < toS) {
      while ((this.#pauses[this.#next]?.toS ?? Number.POSITIVE_INFINITY) <= atS) this.#leavePause();
      const pause = this.#pauses[this.#next];
      const isWithin = pause !== undefined && pause.fromS <= atS;
      const stopS = Math.min(toS, (isWithin ? pause.toS : pause?.fromS) ?? toS);
      // It does not pause again before it has caught up.
      if (isWithin && !this.#isPaused && this.#owedS === 0) this.#isPaused = true;
      if (isWithin && this.#isPaused) this.#owedS += isOn ? stopS - atS : 0;
      else this.#goOn(atS, stopS, isOn);
      atS = stopS;
    }
  }

  #leavePause(): void {
    this.#next += 1;
    this.#isPaused = false;
  }

  #goOn(fromS: number, toS: number, isOn: boolean): void {
    const runS = isOn ? toS - fromS : Math.min(this.#owedS, toS - fromS);
    if (!isOn) this.#owedS -= runS;
    if (runS > 0) this.#run(fromS, fromS + runS);
  }
}
