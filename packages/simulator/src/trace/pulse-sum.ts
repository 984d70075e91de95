import type { DayTrace } from "./day-trace.ts";
import { nearestWhole } from "./nearest-whole.ts";

/** Changes are kept by parts of 2^9 s, so that there are few in each to find a place among. */
const PART_BITS = 9;
const MOST_PARTS = 256;

/** Where a list ends. */
const NONE = -1;

/**
 * Collects times at which something of a load is on, in any order and overlapping, and adds them up
 * to a trace. One object serves many days in turn.
 */
export class PulseSum {
  #startS = 0;
  #endS = 0;
  /** What is on at the beginning, tenths of W. */
  #beganDw = 0;
  /** Of each part, its first change; changes of a part are a list, by instant. */
  readonly #firsts: Int32Array = new Int32Array(MOST_PARTS);
  #count = 0;
  /** Of each change: seconds after the beginning, by how much, and the next of its part. */
  #afterS: Int32Array = new Int32Array(64);
  #changeDw: Float64Array = new Float64Array(64);
  #nexts: Int32Array = new Int32Array(64);
  /** The segments of the trace. */
  #fromS: Float64Array = new Float64Array(64);
  #powerDw: Float64Array = new Float64Array(64);

  /** Begins a day. @param startS - epoch s, whole, as `endS` is */
  begin(startS: number, endS: number): this {
    this.#startS = startS;
    this.#endS = endS;
    this.#beganDw = 0;
    this.#firsts.fill(NONE);
    this.#count = 0;
    return this;
  }

  /**
   * Adds a time of constant power. Fractions are rounded: instants to s, power to tenths of W. What of
   * it lies outside of the day is left out.
   *
   * @param fromS - epoch s
   * @param toS - epoch s; nothing happens unless it is later
   */
  add(fromS: number, toS: number, powerW: number): void {
    const from = nearestWhole(fromS);
    const to = nearestWhole(toS);
    const change = nearestWhole(powerW * 10);
    if (to <= from || change === 0) return;
    const startS = this.#startS;
    const endS = this.#endS;
    if (to <= startS || from >= endS) return;
    if (from <= startS) this.#beganDw += change;
    else this.#change(from - startS, change);
    if (to < endS) this.#change(to - startS, -change);
  }

  /** The whole day, above a power that is always there. */
  trace(baseW = 0): DayTrace {
    const startS = this.#startS;
    const endS = this.#endS;
    const firsts = this.#firsts;
    const afterS = this.#afterS;
    const changeDw = this.#changeDw;
    const nexts = this.#nexts;
    const fromS = this.#fromS;
    const powerDw = this.#powerDw;
    let power = nearestWhole(baseW * 10) + this.#beganDw;
    fromS[0] = startS;
    powerDw[0] = power;
    let length = 1;
    const parts = Math.min(MOST_PARTS, ((endS - startS) >> PART_BITS) + 1);
    for (let part = 0; part < parts; part += 1) {
      let place = firsts[part] ?? NONE;
      while (place !== NONE) {
        const change = changeDw[place] ?? 0;
        // Where as much ends as begins there is no new segment.
        if (change !== 0) {
          power += change;
          fromS[length] = startS + (afterS[place] ?? 0);
          powerDw[length] = power;
          length += 1;
        }
        place = nexts[place] ?? NONE;
      }
    }
    return { startS, endS, fromS: fromS.slice(0, length), powerDw: powerDw.slice(0, length) };
  }

  /** Puts a change at its place among those of its part; those of one instant become one. */
  #change(after: number, change: number): void {
    const nexts = this.#nexts;
    const afterS = this.#afterS;
    const part = Math.min(MOST_PARTS - 1, after >> PART_BITS);
    let before = NONE;
    let place = this.#firsts[part] ?? NONE;
    while (place !== NONE && (afterS[place] ?? 0) < after) {
      before = place;
      place = nexts[place] ?? NONE;
    }
    if (place !== NONE && afterS[place] === after) {
      this.#changeDw[place] = (this.#changeDw[place] ?? 0) + change;
      return;
    }
    const added = this.#count;
    afterS[added] = after;
    this.#changeDw[added] = change;
    nexts[added] = place;
    if (before === NONE) this.#firsts[part] = added;
    else nexts[before] = added;
    this.#count = added + 1;
    if (this.#count + 1 >= afterS.length) this.#grow();
  }

  #grow(): void {
    const length = 2 * this.#afterS.length;
    const afterS = new Int32Array(length);
    const changeDw = new Float64Array(length);
    const nexts = new Int32Array(length);
    afterS.set(this.#afterS);
    changeDw.set(this.#changeDw);
    nexts.set(this.#nexts);
    this.#afterS = afterS;
    this.#changeDw = changeDw;
    this.#nexts = nexts;
    this.#fromS = new Float64Array(length);
    this.#powerDw = new Float64Array(length);
  }
}
