import {
  type FleetShape,
  instantOf,
  readingIdsOf,
  rowsPerVen,
  venIdsOf,
} from "../fleet/chaos-fleet.ts";

/**
 * How often each of millions of readings arrived at the VTN, in a byte each: what `judgeHistory` finds
 * out of a history, where a history would take more memory than what is measured.
 */
export class ReadingTally {
  readonly #shape: FleetShape;
  readonly #rowsPerTick: number;
  readonly #rows = new Map<string, number>();
  readonly #counts: Uint8Array;
  /** Arrivals of readings that no tick has. */
  strangers = 0;

  constructor(shape: FleetShape, tickCount: number) {
    this.#shape = shape;
    for (const [ven, venId] of venIdsOf(shape).entries()) {
      const names = readingIdsOf(shape, venId, 0).map((id) => id.slice(0, id.indexOf("@")));
      for (const [row, name] of names.entries()) {
        this.#rows.set(name, ven * rowsPerVen(shape) + row);
      }
    }
    this.#rowsPerTick = this.#rows.size;
    this.#counts = new Uint8Array(this.#rowsPerTick * tickCount);
  }

  /** A reading arrived. @returns the tick it is of */
  add(id: string): number {
    const at = id.lastIndexOf("@");
    const row = this.#rows.get(id.slice(0, at));
    const tick = this.tickAt(Number(id.slice(at + 1)));
    const place = tick * this.#rowsPerTick + (row ?? Number.NaN);
    const count = this.#counts[place];
    if (count === undefined) this.strangers += 1;
    else this.#counts[place] = Math.min(255, count + 1);
    return tick;
  }

  /** The tick of an instant. */
  tickAt(timestampMs: number): number {
    return (timestampMs - instantOf(this.#shape, 0)) / this.#shape.stepMs;
  }

  /** How many readings of the first ticks never arrived, and how many arrivals were one too many. */
  sum(tickCount: number): { readonly missing: number; readonly duplicated: number } {
    let missing = 0;
    let duplicated = 0;
    for (const count of this.#counts.subarray(0, tickCount * this.#rowsPerTick)) {
      if (count === 0) missing += 1;
      else duplicated += count - 1;
    }
    return { missing, duplicated };
  }
}
