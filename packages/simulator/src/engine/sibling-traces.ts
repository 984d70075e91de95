import type { DayTrace } from "../trace/day-trace.ts";
import { traceBytes } from "./trace-cache.ts";

/** Days are counted from 1970; there are fewer of them than this between two loads. */
const DAYS_APART = 1_000_000;

/**
 * Days of loads that others of their site follow: a battery looks at the same ones again and again.
 * Within a bound of memory; once full it begins anew.
 */
export class SiblingTraces {
  readonly #mostBytes: number;
  readonly #traces = new Map<number, DayTrace>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** @param day - its index in the calendar */
  find(load: number, day: number): DayTrace | undefined {
    return this.#traces.get(load * DAYS_APART + day);
  }

  /** Keeps a trace that is not kept yet. @returns the trace */
  keep(load: number, day: number, trace: DayTrace): DayTrace {
    const bytes = traceBytes(trace);
    if (this.#bytes + bytes > this.#mostBytes) this.empty();
    this.#bytes += bytes;
    this.#traces.set(load * DAYS_APART + day, trace);
    return trace;
  }

  empty(): void {
    this.#traces.clear();
    this.#bytes = 0;
  }
}
