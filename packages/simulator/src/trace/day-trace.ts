/**
 * What a load draws over one local day: constant between whole seconds, in tenths of a watt. Energy
 * is therefore exact in whole numbers, tenths of a watt-second.
 */
export interface DayTrace {
  /** First instant, epoch s. */
  readonly startS: number;
  /** The instant after the last, epoch s. */
  readonly endS: number;
  /** Where each segment begins, epoch s, ascending; the first is `startS`. */
  readonly fromS: Float64Array;
  /** Of each segment, tenths of W, whole; positive imports. */
  readonly powerDw: Float64Array;
  /** What the load is like where each segment begins, if it tells; see {@link TraceStates}. */
  readonly states?: TraceStates;
}

/** What lies behind the power of a load, where each segment begins. */
export interface TraceStates {
  /** Share of what a battery holds, 0 to 1; linear within a segment. */
  readonly charge?: Float64Array;
  /** Degrees Celsius inside. */
  readonly temperatureC?: Float64Array;
  /** What the load makes of commands: codes of `OPERATING_STATE`. */
  readonly operating?: Uint8Array;
}

/** Energy in both directions, tenths of a watt-second; both 0 or more. */
export interface TraceEnergy {
  importDws: number;
  exportDws: number;
}

/** Which segment an instant of the day lies in. */
export function segmentAt({ fromS }: DayTrace, atS: number): number {
  let low = 0;
  let high = fromS.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((fromS[middle] ?? 0) <= atS) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Power at an instant of the day, tenths of W. */
export function powerAt(trace: DayTrace, atS: number): number {
  return trace.powerDw[segmentAt(trace, atS)] ?? 0;
}

/**
 * Adds the energy between two instants of the day.
 *
 * @param fromS - epoch s, may have a fraction; clipped to the day, as `toS` is
 */
export function addEnergy(trace: DayTrace, fromS: number, toS: number, sum: TraceEnergy): void {
  const { fromS: starts, powerDw, startS, endS } = trace;
  const end = Math.min(toS, endS);
  let at = Math.max(fromS, startS);
  let segment = at > startS && at < end ? segmentAt(trace, at) : 0;
  let { importDws, exportDws } = sum;
  while (at < end) {
    const next = Math.min(end, starts[segment + 1] ?? endS);
    const power = powerDw[segment] ?? 0;
    if (power > 0) importDws += power * (next - at);
    else exportDws -= power * (next - at);
    at = next;
    segment += 1;
  }
  sum.importDws = importDws;
  sum.exportDws = exportDws;
}
