import type { DayTrace } from "./day-trace.ts";

/**
 * Collects times at which something of a load is on, in any order and overlapping, and adds them up
 * to a trace. One object serves many days in turn.
 */
export class PulseSum {
  #count = 0;
  #atS: Float64Array = new Float64Array(64);
  #changeDw: Float64Array = new Float64Array(64);

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
    this.#push(from, change);
    this.#push(to, -change);
  }

  /** What of it lies in a time, above a power that is always there. */
  trace(startS: number, endS: number, baseW = 0): DayTrace {
    const order = this.#sortedPlaces();
    let power = Math.round(baseW * 10);
    let place = 0;
    const apply = () => {
      power += this.#changeDw[order[place] ?? 0] ?? 0;
      place += 1;
    };
    const at = () => (place < order.length ? (this.#atS[order[place] ?? 0] ?? endS) : endS);
    while (at() <= startS) apply();
    const fromS = new Float64Array(order.length - place + 1);
    const powerDw = new Float64Array(order.length - place + 1);
    fromS[0] = startS;
    powerDw[0] = power;
    let last = 0;
    while (at() < endS) {
      const now = at();
      while (at() === now) apply();
      if (power === powerDw[last]) continue;
      last += 1;
      fromS[last] = now;
      powerDw[last] = power;
    }
    return {
      startS,
      endS,
      fromS: fromS.slice(0, last + 1),
      powerDw: powerDw.slice(0, last + 1),
    };
  }

  #push(atS: number, changeDw: number): void {
    if (this.#count === this.#atS.length) {
      this.#atS = grown(this.#atS);
      this.#changeDw = grown(this.#changeDw);
    }
    this.#atS[this.#count] = atS;
    this.#changeDw[this.#count] = changeDw;
    this.#count += 1;
  }

  /** Places by instant. There are few, and they come nearly in order: insertion is quickest. */
  #sortedPlaces(): Uint16Array {
    const order = new Uint16Array(this.#count);
    for (let place = 0; place < this.#count; place += 1) {
      const at = this.#atS[place] ?? 0;
      let hole = place;
      while (hole > 0 && (this.#atS[order[hole - 1] ?? 0] ?? 0) > at) {
        order[hole] = order[hole - 1] ?? 0;
        hole -= 1;
      }
      order[hole] = place;
    }
    return order;
  }
}

function grown(array: Float64Array): Float64Array {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
