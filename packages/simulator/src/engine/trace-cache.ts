import type { DayTrace } from "../trace/day-trace.ts";

/** What a trace takes beside its segments, bytes: objects and the heads of its arrays. */
const BYTES_PER_TRACE = 600;

/** The day that each load was last asked for: for those who read in order. Within a bound of memory. */
export class TraceCache {
  readonly #mostBytes: number;
  readonly #loadCount: number;
  #traces: (DayTrace | undefined)[] | undefined;
  #bytes = 0;
  /** Beginning of the day for which it last made room. */
  #fullAtS = Number.NaN;

  constructor(loadCount: number, mostBytes: number) {
    this.#loadCount = loadCount;
    this.#mostBytes = mostBytes;
  }

  /** About what the kept traces take. */
  get bytes(): number {
    return this.#bytes;
  }

  /** The kept trace of a load, if an instant lies in it. */
  find(load: number, atS: number): DayTrace | undefined {
    const trace = this.#traces?.[load];
    return trace !== undefined && atS >= trace.startS && atS < trace.endS ? trace : undefined;
  }

  /**
   * Keeps a trace in place of the load's last. Once full it drops what is of other days; while there is
   * nothing of the kind it keeps what it has, so that who reads a large fleet in turn finds at least
   * these again.
   */
  keep(load: number, trace: DayTrace): void {
    const bytes = traceBytes(trace);
    if (this.#bytes + bytes - this.#bytesAt(load) > this.#mostBytes) {
      if (this.#fullAtS === trace.startS) return;
      this.#dropAllBut(trace.startS);
      if (this.#bytes + bytes - this.#bytesAt(load) > this.#mostBytes) return;
    }
    this.#bytes += bytes - this.#bytesAt(load);
    this.#traces ??= new Array(this.#loadCount);
    this.#traces[load] = trace;
  }

  empty(): void {
    if (this.#bytes > 0) this.#traces?.fill(undefined);
    this.#bytes = 0;
    this.#fullAtS = Number.NaN;
  }

  #bytesAt(load: number): number {
    const trace = this.#traces?.[load];
    return trace === undefined ? 0 : traceBytes(trace);
  }

  #dropAllBut(startS: number): void {
    this.#fullAtS = startS;
    this.#traces?.forEach((trace, load, traces) => {
      if (trace === undefined || trace.startS === startS) return;
      this.#bytes -= traceBytes(trace);
      traces[load] = undefined;
    });
  }
}

/** About what a trace takes. */
export function traceBytes({ fromS, states }: DayTrace): number {
  const perSegment =
    16 + (states?.charge ? 8 : 0) + (states?.temperatureC ? 8 : 0) + (states?.operating ? 1 : 0);
  return BYTES_PER_TRACE + perSegment * fromS.length;
}
