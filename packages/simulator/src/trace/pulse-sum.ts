import type { DayTrace } from "./day-trace.ts";

/** Changes are first told apart by parts of 2^10 s, so that few are left to compare. */
const PART_BITS = 10;
const MOST_PARTS = 96;

/**
 * Collects times at which something of a load is on, in any order and overlapping, and adds them up
 * to a trace. One object serves many days in turn.
 */
export class PulseSum {
  #count = 0;
  #atS: Float64Array = new Float64Array(64);
  #changeDw: Float64Array = new Float64Array(64);
  /** Both of them by instant. */
  #sortedAtS: Float64Array = new Float64Array(64);
  #sortedChangeDw: Float64Array = new Float64Array(64);
  /** The segments of the trace. */
  #fromS: Float64Array = new Float64Array(64);
  #powerDw: Float64Array = new Float64Array(64);
  readonly #partEnds: Uint32Array = new Uint32Array(MOST_PARTS + 2);

  /** Begins anew. */
  clear(): this {
    this.#count = 0;
    return this;
  }

  /**
   * Adds a time of constant power. Fractions are rounded: instants to s, power to tenths of W.
   *
   * @param fromS - epoch s
   * @param toS - epoch s; nothing happens unless it is later
   */
  add(fromS: number, toS: number, powerW: number): void {
    const from = Math.round(fromS);
    const to = Math.round(toS);
    const change = Math.round(powerW * 10);
    if (to <= from || change === 0) return;
    if (this.#count + 3 > this.#atS.length) this.#grow();
    const place = this.#count;
    this.#atS[place] = from;
    this.#changeDw[place] = change;
    this.#atS[place + 1] = to;
    this.#changeDw[place + 1] = -change;
    this.#count = place + 2;
  }

  /** What of it lies in a time, above a power that is always there. */
  trace(startS: number, endS: number, baseW = 0): DayTrace {
    this.#sort(startS);
    const atS = this.#sortedAtS;
    const changeDw = this.#sortedChangeDw;
    const count = this.#count;
    let power = Math.round(baseW * 10);
    let place = 0;
    for (; place < count && (atS[place] ?? 0) <= startS; place += 1) power += changeDw[place] ?? 0;
    let before = Number.NaN;
    let length = 0;
    let now = startS;
    const fromS = this.#fromS;
    const powerDw = this.#powerDw;
    while (now < endS) {
      if (power !== before) {
        fromS[length] = now;
        powerDw[length] = power;
        before = power;
        length += 1;
      }
      if (place >= count) break;
      now = atS[place] ?? endS;
      if (now >= endS) break;
      for (; place < count && atS[place] === now; place += 1) power += changeDw[place] ?? 0;
    }
    return { startS, endS, fromS: fromS.slice(0, length), powerDw: powerDw.slice(0, length) };
  }

  /** By instant: first into parts of the day, then, as each holds few, by insertion. */
  #sort(startS: number): void {
    const atS = this.#atS;
    const sortedAtS = this.#sortedAtS;
    const sortedChangeDw = this.#sortedChangeDw;
    const ends = this.#partEnds.fill(0);
    for (let place = 0; place < this.#count; place += 1) {
      const part = partOf((atS[place] ?? 0) - startS);
      ends[part] = (ends[part] ?? 0) + 1;
    }
    for (let part = 1; part < ends.length; part += 1) {
      ends[part] = (ends[part] ?? 0) + (ends[part - 1] ?? 0);
    }
    for (let place = this.#count - 1; place >= 0; place -= 1) {
      const at = atS[place] ?? 0;
      const part = partOf(at - startS);
      const end = (ends[part] ?? 0) - 1;
      ends[part] = end;
      sortedAtS[end] = at;
      sortedChangeDw[end] = this.#changeDw[place] ?? 0;
    }
    for (let place = 1; place < this.#count; place += 1) {
      const at = sortedAtS[place] ?? 0;
      if ((sortedAtS[place - 1] ?? 0) <= at) continue;
      const change = sortedChangeDw[place] ?? 0;
      let hole = place;
      for (; hole > 0 && (sortedAtS[hole - 1] ?? 0) > at; hole -= 1) {
        sortedAtS[hole] = sortedAtS[hole - 1] ?? 0;
        sortedChangeDw[hole] = sortedChangeDw[hole - 1] ?? 0;
      }
      sortedAtS[hole] = at;
      sortedChangeDw[hole] = change;
    }
  }

  #grow(): void {
    this.#atS = grown(this.#atS);
    this.#changeDw = grown(this.#changeDw);
    const { length } = this.#atS;
    this.#sortedAtS = new Float64Array(length);
    this.#sortedChangeDw = new Float64Array(length);
    this.#fromS = new Float64Array(length);
    this.#powerDw = new Float64Array(length);
  }
}

/** Before the time, one of its parts, or after the last of them. */
function partOf(afterStartS: number): number {
  if (afterStartS < 0) return 0;
  return Math.min(MOST_PARTS, Math.floor(afterStartS) >> PART_BITS) + 1;
}

function grown(array: Float64Array): Float64Array {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
