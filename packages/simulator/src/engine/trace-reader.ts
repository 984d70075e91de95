import { type DayTrace, segmentAt } from "../trace/day-trace.ts";
import type { Instants } from "./instants.ts";
import type { LoadCursor } from "./load-cursor.ts";

/** Reads loads whose behaviour is worked out for a day at a time: walks along their traces. */
export class TraceReader {
  readonly #traceAt: (cursor: LoadCursor, atS: number) => DayTrace;

  /** @param traceAt - finds the trace of a load that an instant lies in, epoch s */
  constructor(traceAt: (cursor: LoadCursor, atS: number) => DayTrace) {
    this.#traceAt = traceAt;
  }

  /** Power at each instant, tenths of W, into `out` from `offset` on. */
  powers(
    cursor: LoadCursor,
    { fromMs, stepMs, count }: Instants,
    out: Float64Array,
    offset: number,
  ): void {
    let step = 0;
    while (step < count) {
      const firstS = Math.floor((fromMs + step * stepMs) / 1_000);
      const trace = this.#traceAt(cursor, firstS);
      const { fromS, powerDw, endS } = trace;
      let segment = segmentAt(trace, firstS);
      let nextS = fromS[segment + 1] ?? endS;
      for (; step < count; step += 1) {
        const atS = Math.floor((fromMs + step * stepMs) / 1_000);
        if (atS >= endS) break;
        while (atS >= nextS) {
          segment += 1;
          nextS = fromS[segment + 1] ?? endS;
        }
        out[offset + step] = powerDw[segment] ?? Number.NaN;
      }
    }
  }

  /** Mean power from each instant to the next, tenths of W, into `out` from `offset` on. */
  means(
    cursor: LoadCursor,
    { fromMs, stepMs, count }: Instants,
    out: Float64Array,
    offset: number,
  ): void {
    const toMs = fromMs + count * stepMs;
    let atMs = fromMs;
    let stepEndMs = fromMs + stepMs;
    let step = 0;
    let net = 0;
    while (atMs < toMs) {
      const atS = Math.floor(atMs / 1_000);
      const trace = this.#traceAt(cursor, atS);
      const { fromS, powerDw, endS } = trace;
      const endMs = Math.min(toMs, endS * 1_000);
      let segment = segmentAt(trace, atS);
      let segmentEndMs = (fromS[segment + 1] ?? endS) * 1_000;
      while (atMs < endMs) {
        const nextMs = Math.min(endMs, segmentEndMs, stepEndMs);
        net += (powerDw[segment] ?? 0) * (nextMs - atMs);
        atMs = nextMs;
        if (atMs === segmentEndMs) {
          segment += 1;
          segmentEndMs = (fromS[segment + 1] ?? endS) * 1_000;
        }
        if (atMs === stepEndMs) {
          out[offset + step] = net / stepMs;
          step += 1;
          stepEndMs += stepMs;
          net = 0;
        }
      }
    }
  }
}
