import type { LocalDay } from "../../calendar/local-day.ts";
import type { DayTrace } from "../../trace/day-trace.ts";
import { PulseSum } from "../../trace/pulse-sum.ts";
import type { HomeResponse } from "./home-response.ts";

/** Collects what is on in a home on one day, as its people choose. One object serves many days. */
export class HomePulses {
  readonly #sum: PulseSum = new PulseSum();
  #startS = 0;
  #endS = 0;
  #response: HomeResponse | undefined;

  /** Begins a day. @param response - if something is asked of the home */
  begin({ startS, endS }: LocalDay, response: HomeResponse | undefined): this {
    this.#sum.begin(startS, endS);
    this.#startS = startS;
    this.#endS = endS;
    this.#response = response;
    return this;
  }

  /** Adds something that people switch; epoch s, W. */
  add(fromS: number, toS: number, powerW: number): void {
    if (this.#response === undefined) {
      this.#sum.add(fromS, toS, powerW);
      return;
    }
    if (toS <= this.#startS || fromS >= this.#endS || toS <= fromS) return;
    this.#response.keep(fromS, toS, (from, to) => this.#sum.add(from, to, powerW));
  }

  /** Adds something that nobody switches off for less; epoch s, W. */
  addSteady(fromS: number, toS: number, powerW: number): void {
    this.#sum.add(fromS, toS, powerW);
  }

  /** When something is begun that can wait; see `HomeResponse.startOf`. */
  startOf(stream: number, atS: number, peakW: number): number {
    return this.#response?.startOf(stream, atS, peakW) ?? atS;
  }

  /** All of it, above what is always on. */
  trace(baseW: number): DayTrace {
    return this.#sum.trace(baseW);
  }
}
