import type { LocalDay } from "../../calendar/local-day.ts";
import type { DayTrace } from "../../trace/day-trace.ts";

/** Collects what a thermal load does, in order of time. One object serves many days in turn. */
export class ThermalTrace {
  #count = 0;
  #fromS: Float64Array = new Float64Array(128);
  #powerDw: Float64Array = new Float64Array(128);
  #temperatureC: Float64Array = new Float64Array(128);
  #operating: Uint8Array = new Uint8Array(128);

  /** Begins anew. */
  clear(): void {
    this.#count = 0;
  }

  /** Adds what holds from an instant on. */
  add(atS: number, powerDw: number, temperatureC: number, operating: number): void {
    if (this.#count === this.#fromS.length) this.#grow();
    const at = this.#count;
    this.#fromS[at] = atS;
    this.#powerDw[at] = powerDw;
    this.#temperatureC[at] = temperatureC;
    this.#operating[at] = operating;
    this.#count = at + 1;
  }

  /** All of it as the trace of a day. Its columns share one buffer, which is quicker than four. */
  take({ startS, endS }: LocalDay): DayTrace {
    const count = this.#count;
    const buffer = new ArrayBuffer(25 * count);
    const fromS = new Float64Array(buffer, 0, count);
    const powerDw = new Float64Array(buffer, 8 * count, count);
    const temperatureC = new Float64Array(buffer, 16 * count, count);
    const operating = new Uint8Array(buffer, 24 * count, count);
    for (let at = 0; at < count; at += 1) {
      fromS[at] = this.#fromS[at] ?? 0;
      powerDw[at] = this.#powerDw[at] ?? 0;
      temperatureC[at] = this.#temperatureC[at] ?? 0;
      operating[at] = this.#operating[at] ?? 0;
    }
    return { startS, endS, fromS, powerDw, states: { temperatureC, operating } };
  }

  #grow(): void {
    const grown = (array: Float64Array) => {
      const larger = new Float64Array(2 * array.length);
      larger.set(array);
      return larger;
    };
    this.#fromS = grown(this.#fromS);
    this.#powerDw = grown(this.#powerDw);
    this.#temperatureC = grown(this.#temperatureC);
    const operating = new Uint8Array(2 * this.#operating.length);
    operating.set(this.#operating);
    this.#operating = operating;
  }
}
