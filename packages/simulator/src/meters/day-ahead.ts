import type { CommandSpan } from "../demand-response/command-span.ts";
import type { DayModel } from "../models/load-model.ts";
import { segmentAt } from "../trace/day-trace.ts";
import { MeteredLoad, type MeteredSite } from "./metered-load.ts";
import type { PowerAhead } from "./power-ahead.ts";

const NO_COMMANDS: readonly CommandSpan[] = [];

/** Segments of a day that are held: a home has hundreds, and a fleet many homes. */
const MOST_SEGMENTS = 16;

/** A load whose model works out whole days: holds what comes next of one. */
export class DayAhead implements PowerAhead {
  readonly #model: DayModel;
  readonly #site: MeteredSite;
  readonly #place: number;
  /** Of each segment when it begins, epoch s, and its power, tenths of W. */
  #segments: readonly number[] = [];
  /** When the last of them ends, epoch s. */
  #endS = Number.NEGATIVE_INFINITY;
  /** Where the segment that was read last stands. */
  #at = 0;

  /** @param place - of the load in its site */
  constructor(model: DayModel, site: MeteredSite, place: number) {
    this.#model = model;
    this.#site = site;
    this.#place = place;
  }

  get steadyUntilS(): number {
    return this.#segments[this.#at + 2] ?? this.#endS;
  }

  powerDw(atS: number): number {
    const isHeld = atS < this.#endS && atS >= (this.#segments[this.#at] ?? Number.NaN);
    if (!isHeld) this.#look(atS);
    while ((this.#segments[this.#at + 2] ?? Number.POSITIVE_INFINITY) <= atS) this.#at += 2;
    return this.#segments[this.#at + 1] ?? 0;
  }

  #look(atS: number): void {
    const load = new MeteredLoad(this.#site, this.#place);
    const day = load.surroundings.calendar.dayAt(atS);
    const trace = this.#model.trace(load, day, NO_COMMANDS);
    const { fromS, powerDw, endS } = trace;
    const first = segmentAt(trace, atS);
    const end = Math.min(fromS.length, first + MOST_SEGMENTS);
    const segments = new Array<number>(2 * (end - first));
    for (let segment = first; segment < end; segment += 1) {
      segments[2 * (segment - first)] = fromS[segment] ?? 0;
      segments[2 * (segment - first) + 1] = powerDw[segment] ?? 0;
    }
    this.#segments = segments;
    this.#endS = fromS[end] ?? endS;
    this.#at = 0;
  }
}
