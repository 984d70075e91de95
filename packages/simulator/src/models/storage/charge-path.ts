import type { LocalDay } from "../../calendar/local-day.ts";
import type { DayTrace } from "../../trace/day-trace.ts";

/**
 * Collects what a storage does, piece by piece in the order of time, and cuts a day out of it. Between
 * the pieces there is no power, and nothing is known of its charge. One object serves many days in turn.
 */
export class ChargePath {
  #count = 0;
  #fromS: Float64Array = new Float64Array(256);
  #toS: Float64Array = new Float64Array(256);
  #powerDw: Float64Array = new Float64Array(256);
  #fromCharge: Float64Array = new Float64Array(256);
  #toCharge: Float64Array = new Float64Array(256);
  #operating: Uint8Array = new Uint8Array(256);

  /** Begins anew. */
  clear(): this {
    this.#count = 0;
    return this;
  }

  /**
   * Adds a piece of constant power; nothing happens unless it is longer than nothing.
   *
   * @param fromS - epoch s, whole; not before the end of the last piece
   * @param toS - epoch s, whole
   * @param powerDw - tenths of W, whole
   * @param fromCharge - share of the storage that is full at its beginning, 0 to 1
   * @param toCharge - at its end
   * @param operating - a code of `OPERATING_STATE`
   */
  add(
    fromS: number,
    toS: number,
    powerDw: number,
    fromCharge: number,
    toCharge: number,
    operating: number,
  ): void {
    if (toS <= fromS) return;
    const last = this.#count - 1;
    if (
      last >= 0 &&
      this.#toS[last] === fromS &&
      this.#powerDw[last] === powerDw &&
      this.#operating[last] === operating &&
      this.#toCharge[last] === fromCharge
    ) {
      this.#toS[last] = toS;
      this.#toCharge[last] = toCharge;
      return;
    }
    if (this.#count === this.#fromS.length) this.#grow();
    this.#fromS[this.#count] = fromS;
    this.#toS[this.#count] = toS;
    this.#powerDw[this.#count] = powerDw;
    this.#fromCharge[this.#count] = fromCharge;
    this.#toCharge[this.#count] = toCharge;
    this.#operating[this.#count] = operating;
    this.#count += 1;
  }

  /** What of it lies in a day. */
  trace({ startS, endS }: LocalDay): DayTrace {
    const most = 2 * this.#count + 1;
    const fromS = new Float64Array(most);
    const powerDw = new Float64Array(most);
    const charge = new Float64Array(most);
    const operating = new Uint8Array(most);
    let length = 0;
    const push = (atS: number, power: number, share: number, state: number) => {
      fromS[length] = atS;
      powerDw[length] = power;
      charge[length] = share;
      operating[length] = state;
      length += 1;
    };
    let atS = startS;
    for (let piece = 0; piece < this.#count; piece += 1) {
      const from = this.#fromS[piece] ?? 0;
      const to = this.#toS[piece] ?? 0;
      if (to <= startS || from >= endS) continue;
      if (from > atS) push(atS, 0, Number.NaN, 0);
      atS = Math.max(from, startS);
      const before = this.#fromCharge[piece] ?? 0;
      const rise = (this.#toCharge[piece] ?? 0) - before;
      const share = atS === from ? before : before + (rise * (atS - from)) / (to - from);
      push(atS, this.#powerDw[piece] ?? 0, share, this.#operating[piece] ?? 0);
      atS = to;
    }
    if (atS < endS) push(atS, 0, Number.NaN, 0);
    return {
      startS,
      endS,
      fromS: fromS.slice(0, length),
      powerDw: powerDw.slice(0, length),
      states: { charge: charge.slice(0, length), operating: operating.slice(0, length) },
    };
  }

  #grow(): void {
    this.#fromS = doubled(this.#fromS);
    this.#toS = doubled(this.#toS);
    this.#powerDw = doubled(this.#powerDw);
    this.#fromCharge = doubled(this.#fromCharge);
    this.#toCharge = doubled(this.#toCharge);
    const operating = new Uint8Array(this.#operating.length * 2);
    operating.set(this.#operating);
    this.#operating = operating;
  }
}

function doubled(array: Float64Array): Float64Array {
  const larger = new Float64Array(array.length * 2);
  larger.set(array);
  return larger;
}
